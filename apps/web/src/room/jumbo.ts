/** Messages that are pictures only. */
const onlyPictures = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u;

/** Whether the text is one to three emoji and nothing else: shown large. */
export function isJumbo(text: string): boolean {
  if (text.length > 32 || !onlyPictures.test(text)) return false;
  const pictures = text
    .replace(/\s/gu, "")
    .match(
      /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|\u200d\p{Extended_Pictographic})*/gu,
    );
  return pictures !== null && pictures.length <= 3;
}
