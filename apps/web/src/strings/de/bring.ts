import type { Spoken } from "../spoken.ts";

/** German of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Plakat",
print: "Drucken",
wifi: "Name des WLANs, falls es eins gibt",
wifiExample: "Camp-Gast",
claim: "Keine App. Kein Konto.",
point: "Kamera drauf halten.",
words: "Oder tipp diese sechs Wörter",
opens: "Es öffnet sich",
band: "Gleiches Band auf deinem Handy? Dann ist es der richtige Raum.",
joinWifi: (name) => `Lädt es nicht: Geh ins WLAN ${name}`,
},
take: {
no: "Nicht jetzt",
},
install: {
copyLink: "Link kopieren",
},
});
