/** Puts what happened to the room between the rows of its messages. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";
import { withMovedLine } from "../long/true-line.ts";
import type { Row } from "../timeline.ts";
import { LineRow } from "./line-row.tsx";
import { placeLines } from "./place-lines.ts";

/** Where a room that moved came from: what was said there is still on this phone. */
function EarlierRow({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const { shut } = peopleWords;
  return (
    <li class="quiet-line">
      {shut.earlierExplain}{" "}
      <button type="button" class="text-button" onClick={() => state.goToRoom(room)}>
        {shut.earlier}
      </button>
    </li>
  );
}

/**
 * @param room of which these rows are
 * @param above,toEnd see place-lines.ts
 */
export function withLines(
  rows: readonly Row[],
  room: Room,
  {
    state,
    above,
    toEnd,
  }: {
    readonly state: AppState;
    readonly above: number | undefined;
    readonly toEnd: boolean;
  },
): readonly Row[] {
  const draw = (line: ReturnType<Room["lines"]>[number]) => <LineRow line={line} />;
  const placed = placeLines(withMovedLine(rows), room.lines(), draw, above, toEnd);
  if (above !== undefined || room.hasEarlier) return placed;
  const old = state.client.rooms().find(({ policy }) => policy.movedTo === room.id);
  if (old === undefined) return placed;
  const view = <EarlierRow state={state} room={old} />;
  return [{ kind: "line", key: "line-earlier", view }, ...placed];
}
