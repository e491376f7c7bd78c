import type { Spoken } from "../spoken.ts";

/** Italian of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Poster",
print: "Stampa",
wifi: "Nome del Wi-Fi, se c’è",
wifiExample: "Campo-Ospiti",
claim: "Niente app. Niente account.",
point: "Punta la fotocamera.",
words: "O scrivi queste sei parole",
opens: "Si apre",
band: "Lo stesso braccialetto sul tuo telefono? È la stanza giusta.",
joinWifi: (name) => `Se non si apre: entra nel Wi-Fi ${name}`,
},
take: {
no: "Non ora",
},
install: {
copyLink: "Copia link",
},
});
