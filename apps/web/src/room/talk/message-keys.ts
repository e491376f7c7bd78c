/** Keys of the list: from message to message, and what is done with the one that has the focus. */

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Arrow keys, Home and End go to a message; each is one stop. @returns whether the key did that */
export function moveBetweenMessages(key: string, list: Element): boolean {
  const articles = [...list.querySelectorAll("article")];
  const ends: Readonly<Record<string, number>> = { Home: 0, End: articles.length - 1 };
  const here = articles.findIndex((article) => article === document.activeElement);
  const step = steps[key];
  const stepped = here < 0 ? articles.length - 1 : here + (step ?? 0);
  const next = articles[step === undefined ? (ends[key] ?? -1) : stepped];
  next?.focus();
  return next !== undefined;
}
