/** What a reply answers: the band colour of who said it, and one line. */
import type { Message } from "@festival-chat/client";
import { markOf } from "../band/band.ts";
import { t } from "../strings/t.ts";
import { bodyText } from "./message-name.ts";

/** One line has room for this many letters, and no message is copied whole into its replies. */
const quoteLength = 160;

/** `quoted`: undefined while it is not on this phone, "blocked" when it is not to be seen. */
export function Quote({ quoted }: { readonly quoted: Message | "blocked" | undefined }) {
  const here = typeof quoted === "object";
  const absent = quoted === "blocked" ? t.room.hidden : t.room.onItsWay;
  return (
    <button
      type="button"
      class={here && !quoted.mine ? "quote" : "quote quote-plain"}
      data-hue={here && !quoted.mine ? markOf(quoted.author).hue : undefined}
      data-do="quote"
      tabIndex={-1}
      disabled={!here}
    >
      {here && <bdi class="author-name">{quoted.name}</bdi>}
      <span class="quote-text" dir="auto">
        {here ? bodyText(quoted).slice(0, quoteLength) : absent}
      </span>
    </button>
  );
}
