/** Languages of whoever holds this phone. */

/** What this person reads: the language of the app, which is the phone's unless they chose, then the phone's others. */
export const readHere = (): readonly string[] => [
  document.documentElement.lang,
  ...navigator.languages,
];
