import type { Spoken } from "../spoken.ts";

/** Polish of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Plakat",
print: "Drukuj",
wifi: "Nazwa Wi-Fi, jeśli jest",
wifiExample: "Oboz-Goscie",
claim: "Bez aplikacji. Bez konta.",
point: "Skieruj aparat.",
words: "Albo wpisz te sześć słów",
opens: "Otwiera się",
band: "Ta sama opaska na twoim telefonie? To właściwy pokój.",
joinWifi: (name) => `Jeśli się nie ładuje: połącz się z Wi-Fi ${name}`,
},
take: {
no: "Nie teraz",
},
install: {
copyLink: "Kopiuj link",
},
});
