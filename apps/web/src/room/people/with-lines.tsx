/** Puts what happened to the room between the rows of its messages. */
import type { QuietLine } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import type { Row } from "../timeline.ts";
import { LineRow } from "./line-row.tsx";
import { placeLines } from "./place-lines.ts";

/** `above`, `toEnd`: see place-lines.ts. */
export const withLines = (
  rows: readonly Row[],
  lines: readonly QuietLine[],
  {
    state,
    above,
    toEnd,
  }: {
    readonly state: AppState;
    readonly above: number | undefined;
    readonly toEnd: boolean;
  },
): readonly Row[] =>
  placeLines(rows, lines, (line) => <LineRow line={line} state={state} />, above, toEnd);
