/** "Passed to 3 nearby", in the place of "Saved on this phone", by what those phones told. */
import { useEffect, useRef } from "preact/hooks";
import type { Message } from "@festival-chat/client";
import { messageName } from "../room/message-name.ts";
import { nearbyWords } from "../strings/nearby-words.ts";
import { useTold } from "../room/use-told.ts";
import { t } from "../strings/t.ts";
import { holders } from "./nearby-state.ts";

export function PassedMark({ message }: { readonly message: Message }) {
  const mark = useRef<HTMLSpanElement>(null);
  const waits = message.state === "saved" || message.state === "sending";
  const count = waits ? holders.value(message.id) : 0;
  const words = count > 0 ? nearbyWords.passed(count) : undefined;
  useTold(mark, "passed", words !== undefined);
  useEffect(() => {
    const article = mark.current?.closest("article");
    if (words === undefined || article === null || article === undefined) return;
    // The article's name was made with the message; how far that has come is a thing apart.
    const named = messageName(message);
    const state = t.delivery[message.state].toLowerCase();
    if (!named.endsWith(state)) return;
    const told = named.slice(0, -state.length) + words.toLowerCase();
    article.ariaLabel = told;
    return () => {
      // By then the message may have been sent, and its article named anew.
      if (article.ariaLabel === told) article.ariaLabel = named;
    };
  }, [words, message]);
  if (words === undefined) return null;
  return (
    <span class="passed" ref={mark}>
      <svg class="delivery-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M8 1.8 14.2 8 8 14.2 1.8 8z" />
      </svg>
      <span>{words}</span>
    </span>
  );
}
