/** Counting and listing by the rules of a language, as the browser knows them. */
import type { Say } from "./spoken.ts";

/** Arabic here counts in the digits of its clock times and of everybody's messages. */
const digits = "-u-nu-latn";

/** @param tag language tag, BCP 47 */
export function createSay(tag: string): Say {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag + digits);
  const lists = new Intl.ListFormat(tag, { type: "conjunction" });
  return {
    count: (count, forms) =>
      `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`,
    form: (count, forms) => forms[rules.select(count)] ?? forms.other,
    list: (names) => lists.format(names),
  };
}
