import type { Spoken } from "../spoken.ts";

/** Dutch of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Poster",
print: "Printen",
wifi: "Naam van de wifi, als die er is",
wifiExample: "Camping-Gast",
claim: "Geen app. Geen account.",
point: "Richt je camera.",
words: "Of typ deze zes woorden",
opens: "Dit opent",
band: "Hetzelfde bandje op je telefoon? Dan is het de juiste kamer.",
joinWifi: (name) => `Laadt het niet? Ga op wifi ${name}`,
},
take: {
no: "Niet nu",
},
install: {
copyLink: "Link kopiëren",
},
});
