/** Answers of optional browser APIs: any of them may be missing, throw, or never answer. */

/** The answer, or undefined when there is none within `millis`. Never rejects. */
export function late<T>(
  ask: () => Promise<T> | T | undefined,
  millis: number,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), millis);
    const settle = (answer: T | undefined): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    new Promise<T | undefined>((answer) => {
      answer(ask());
    }).then(settle, () => settle(undefined));
  });
}
