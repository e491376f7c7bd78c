/** Keys of the list: from message to message, and what is done with the one that has the focus. */

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Arrow keys go to a message that is drawn; each is one stop. @returns whether the key did that */
export function moveBetweenMessages(key: string, list: Element): boolean {
  const articles = [...list.querySelectorAll("article")];
  const here = articles.findIndex((article) => article === document.activeElement);
  const step = steps[key];
  if (step === undefined) return false;
  const next = articles[here < 0 ? articles.length - 1 : here + step];
  next?.focus();
  return next !== undefined;
}
