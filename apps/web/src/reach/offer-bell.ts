/** Offers to buzz after somebody answered or named the person here. Loaded when somebody did. */
import type { Message, Room } from "@festival-chat/client";
import type { RoomId } from "@festival-chat/protocol/wire";
import type { AppState } from "../state.ts";
import { bellWords } from "../strings/bell-words.ts";
import { t } from "../strings/t.ts";
import { reachOf } from "./reach.ts";
import { setWish, wishOf } from "./wishes.ts";

/** An answer is news for so long. */
const freshMillis = 60_000;

/** Whether this answers or names the person here. */
function isForMe(room: Room, message: Message): boolean {
  if (message.mine || Date.now() - message.arrivedAt > freshMillis) return false;
  if (message.mentionsMe) return true;
  const answered = message.replyTo === undefined ? undefined : room.message(message.replyTo);
  return answered !== undefined && answered !== "blocked" && answered.mine;
}

/** Offers to buzz, once a room, after the first answer to or mention of the person here. */
export function offerAfter(state: AppState, id: RoomId, added: readonly Message[]): void {
  const room = state.client.room(id);
  if (room === undefined) return;
  const reach = reachOf(state);
  const ability = reach.ability();
  if ((ability !== "askable" && ability !== "granted") || wishOf(room.id) !== undefined) return;
  // Something else is being said: the next answer will do.
  if (state.toast.peek() !== undefined || state.dialog.peek() !== undefined) return;
  if (!added.some((message) => isForMe(room, message))) return;
  const name = room.name ?? t.room.unnamed;
  state.toast.value = {
    words: bellWords.ask(name),
    action: {
      words: bellWords.yes,
      run: () => void turnOn(state, room, name),
    },
    decline: { words: bellWords.notNow, run: () => setWish(room.id, "no") },
  };
}

async function turnOn(state: AppState, room: Room, name: string): Promise<void> {
  const turned = await reachOf(state).turnOn(room);
  state.toast.value = { words: turned === "on" ? bellWords.done(name) : bellWords[turned] };
}
