/** The languages of the app, each in its own words: whoever looks for one cannot read the others. */
export const languageNames: Readonly<Record<string, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  nl: "Nederlands",
  pt: "Português",
  it: "Italiano",
  pl: "Polski",
  da: "Dansk",
  sv: "Svenska",
  cs: "Čeština",
  ar: "العربية",
};
