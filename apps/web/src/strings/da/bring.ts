import type { Spoken } from "../spoken.ts";

/** Danish of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Plakat",
print: "Print",
wifi: "Navn på wi-fi, hvis der er et",
wifiExample: "Camp-Gaest",
claim: "Ingen app. Ingen konto.",
point: "Peg med kameraet.",
words: "Eller skriv disse seks ord",
opens: "Det åbner",
band: "Samme armbånd på din telefon? Så er det det rigtige rum.",
joinWifi: (name) => `Hvis det ikke åbner: gå på wi-fi ${name}`,
},
take: {
no: "Ikke nu",
},
install: {
copyLink: "Kopiér link",
},
});
