import type { Spoken } from "../spoken.ts";

/** Czech of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Plakát",
print: "Vytisknout",
wifi: "Název Wi-Fi, pokud je",
wifiExample: "Tabor-Host",
claim: "Bez aplikace. Bez účtu.",
point: "Namiř fotoaparát.",
words: "Nebo napiš těchhle šest slov",
opens: "Otevře se",
band: "Stejný náramek na tvém mobilu? Je to ta správná místnost.",
joinWifi: (name) => `Když se to nenačte: připoj se na Wi-Fi ${name}`,
},
take: {
no: "Teď ne",
},
install: {
copyLink: "Kopírovat odkaz",
},
});
