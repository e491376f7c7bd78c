import type { Spoken } from "../spoken.ts";

/** French of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Affiche",
print: "Imprimer",
wifi: "Nom du Wi-Fi, s’il y en a un",
wifiExample: "Camp-Invités",
claim: "Pas d’app. Pas de compte.",
point: "Vise avec ta caméra.",
words: "Ou tape ces six mots",
opens: "Ça ouvre",
band: "Le même bracelet sur ton téléphone ? C’est le bon salon.",
joinWifi: (name) => `Si rien ne charge : va sur le Wi-Fi ${name}`,
},
take: {
no: "Pas maintenant",
},
install: {
copyLink: "Copier le lien",
},
});
