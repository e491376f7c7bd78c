/** `text` without the difference between a and Á: what is looked for is found however it is typed. */
export const foldLetters = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
