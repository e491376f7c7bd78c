/** Something that happened to the room: a quiet line between its messages. */
import type { QuietLine } from "@festival-chat/client";
import { clockTime } from "../festival-time.ts";
import { lineWords } from "./line-words.ts";

export function LineRow({ line }: { readonly line: QuietLine }) {
  return (
    <li class="quiet-line">
      <bdi>{lineWords(line)}</bdi>{" "}
      <time dateTime={new Date(line.at).toISOString()}>{clockTime(line.at)}</time>
    </li>
  );
}
