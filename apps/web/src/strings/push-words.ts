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

export const fromOrganiser: Readonly<Record<string, string>> = {
  en: "From the organiser",
  de: "Vom Veranstalter",
  fr: "De l’organisateur",
  es: "De la organización",
  nl: "Van de organisatie",
  pt: "Da organização",
  it: "Dagli organizzatori",
  pl: "Od organizatora",
  da: "Fra arrangøren",
  sv: "Från arrangören",
  cs: "Od pořadatele",
  ar: "من المنظّم",
};
