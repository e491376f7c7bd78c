import type { Spoken } from "../spoken.ts";

/** Spanish of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Cartel",
print: "Imprimir",
wifi: "Nombre de la wifi, si hay una",
wifiExample: "Camping-Invitados",
claim: "Sin app. Sin cuenta.",
point: "Apunta con la cámara.",
words: "O escribe estas seis palabras",
opens: "Se abre",
band: "¿La misma pulsera en tu móvil? Es la sala correcta.",
joinWifi: (name) => `Si no carga: conéctate a la wifi ${name}`,
},
take: {
no: "Ahora no",
},
install: {
copyLink: "Copiar enlace",
},
});
