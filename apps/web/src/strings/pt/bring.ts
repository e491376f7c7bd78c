import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "Cartaz",
print: "Imprimir",
wifi: "Nome do Wi-Fi, se houver",
wifiExample: "Campo-Convidados",
claim: "Sem app. Sem conta.",
point: "Aponta a câmara.",
words: "Ou escreve estas seis palavras",
opens: "Abre-se",
band: "A mesma pulseira no teu telemóvel? É a sala certa.",
joinWifi: (name) => `Se não abrir: liga-te ao Wi-Fi ${name}`,
},
take: {
no: "Agora não",
},
install: {
copyLink: "Copiar link",
},
});
