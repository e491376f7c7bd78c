/** Takes back what was sent a moment ago, says what that came to, and gives the words back. */
import type { Message } from "@festival-chat/client";
import { talkWords } from "../../strings/talk-words.ts";
import { aim, insert, undoable } from "../desk.ts";
import type { Place } from "../talk.ts";

export async function undoSend({ state, room }: Place, message: Message): Promise<void> {
  undoable.value = undefined;
  const quoted = message.replyTo && room.message(message.replyTo);
  const undone = await room.undo(message.id);
  state.toast.value = { words: talkWords.undo[undone] };
  if (undone === "nothing" || message.body.kind !== "text") return;
  if (typeof quoted === "object") aim.value = { kind: "reply", message: quoted };
  insert.value = message.body.text;
}
