/** Messages that are pictures only: with their tones, as families, flags and numbers in a box. */
const onlyPictures =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|\u200d|\ufe0f|[\u{e0020}-\u{e007f}\s]|[\d#*]\ufe0f?\u20e3)+$/u;

/** Whether the text is one to three emoji and nothing else: shown large. */
export const isJumbo = (text: string): boolean =>
  text.length <= 64 &&
  onlyPictures.test(text) &&
  Intl.Segmenter &&
  [...new Intl.Segmenter().segment(text.replace(/\s/gu, ""))].length <= 3;
