/**
 * A mark that takes the place of "Sent" or "Saved" says so to the element around them. Styles that ask
 * an element for what is in it (`:has`) make browsers go through the whole list whenever one message is
 * added.
 */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** @param mark drawn inside `.delivery` while `shown` */
export function useTold(
  mark: RefObject<HTMLElement | null>,
  name: "passed" | "delivered",
  shown: boolean,
) {
  useLayoutEffect(() => {
    const delivery = mark.current?.closest<HTMLElement>(".delivery");
    if (!shown || delivery === null || delivery === undefined) return;
    delivery.dataset["told"] = name;
    return () => {
      // The other mark may have taken over already.
      if (delivery.dataset["told"] === name) delete delivery.dataset["told"];
    };
  }, [shown]);
}
