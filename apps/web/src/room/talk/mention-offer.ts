/** The names on offer while somebody types "@": one list, for the composer that has the focus. */
import { signal } from "@preact/signals";

export interface MentionOffer {
  /** What stood in the field when the names were looked up. */
  readonly text: string;
  readonly names: readonly string[];
  readonly selected: number;
  readonly choose: (name: string) => void;
  readonly dismiss: () => void;
}

/** Undefined while no name is being typed. */
export const mentionOffer = signal<MentionOffer | undefined>(undefined);

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** Moves through the offer, takes one, or leaves. @returns whether the key was meant for it */
export function mentionKey(key: string, text: string): boolean {
  const offer = mentionOffer.peek();
  // Who types fast is ahead of the list.
  if (offer === undefined || offer.text !== text) return false;
  const { names, selected, choose, dismiss } = offer;
  const step = steps[key];
  if (step !== undefined) {
    mentionOffer.value = { ...offer, selected: (selected + step + names.length) % names.length };
    return true;
  }
  const name = names[selected];
  if ((key === "Enter" || key === "Tab") && name !== undefined) choose(name);
  else if (key === "Escape") dismiss();
  else return false;
  return true;
}
