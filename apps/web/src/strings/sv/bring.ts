import type { Spoken } from "../spoken.ts";

/** Swedish of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Affisch",
print: "Skriv ut",
wifi: "Wifi-nätets namn, om det finns",
wifiExample: "Camp-Gast",
claim: "Ingen app. Inget konto.",
point: "Rikta kameran.",
words: "Eller skriv de här sex orden",
opens: "Det öppnar",
band: "Samma armband på din mobil? Då är det rätt rum.",
joinWifi: (name) => `Om det inte öppnas: gå med i wifi ${name}`,
},
take: {
no: "Inte nu",
},
install: {
copyLink: "Kopiera länk",
},
});
