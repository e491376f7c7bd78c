/** Something that happened to the room: a quiet line between its messages. */
import type { QuietLine } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { clockTime } from "../festival-time.ts";
import { lineWords } from "./line-words.ts";

export function LineRow({ line }: { readonly line: QuietLine; readonly state: AppState }) {
  return (
    <li class="quiet-line">
      <bdi>{lineWords(line)}</bdi>{" "}
      <time dateTime={new Date(line.at).toISOString()}>{clockTime(line.at)}</time>
    </li>
  );
}
