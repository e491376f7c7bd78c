/**
 * What a notification says by itself, in every language of the app. Everything else in it is a
 * person's. Apart from the catalogues: the service worker carries none of them.
 */
export const appName = "Festival Chat";

export const newMessage: Readonly<Record<string, string>> = {
  en: "New message",
  de: "Neue Nachricht",
  fr: "Nouveau message",
  es: "Mensaje nuevo",
  nl: "Nieuw bericht",
  pt: "Nova mensagem",
  it: "Nuovo messaggio",
  pl: "Nowa wiadomość",
  da: "Ny besked",
  sv: "Nytt meddelande",
  cs: "Nová zpráva",
  ar: "رسالة جديدة",
};
