/** The sheet of one message: what can be done with it, and what is known of it. */
import type { ComponentChildren } from "preact";
import type { Message } from "@festival-chat/client";
import type { MessageId, RoomId } from "@festival-chat/protocol/wire";
import type { AppState, Dialog, MessageView } from "../../state.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { t } from "../../strings/t.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import { MessageActions, type MessageViewProps, reactWith } from "./message-actions.tsx";
import { MessageDetails, WhoReacted } from "./message-details.tsx";

/** A question before something that cannot be taken back. */
function Confirm({
  explain,
  confirm,
  keep,
  run,
  close,
}: {
  readonly explain: string;
  readonly confirm: string;
  readonly keep: string;
  readonly run: () => void;
  readonly close: () => void;
}) {
  return (
    <>
      <p class="explain">{explain}</p>
      <div class="row">
        <button type="button" class="button danger" onClick={run}>
          {confirm}
        </button>
        <button type="button" class="button" autofocus onClick={close}>
          {keep}
        </button>
      </div>
    </>
  );
}

async function removeAsHost(state: AppState, room: RoomId, id: MessageId): Promise<boolean> {
  const powers = await state.client.hostPowers(room).catch(() => undefined);
  return powers !== undefined && (await powers.removeMessage(id)).ok;
}

async function remove({ state, room, message, close }: MessageViewProps): Promise<void> {
  close();
  const words = talkWords.remove;
  const removed = message.mine
    ? (await room.remove(message.id)).ok
    : await removeAsHost(state, room.id, message.id);
  const online = state.client.connection.kind === "online";
  state.toast.value = { words: removed ? (online ? words.done : words.later) : words.failed };
}

async function block({ state, room, message, close }: MessageViewProps): Promise<void> {
  close();
  await room.block(message.author);
  state.toast.value = { words: talkWords.block.done(message.name) };
}

const titleOf = (view: MessageView, message: Message): string => {
  switch (view.kind) {
    case "actions":
      return message.mine ? t.room.you(message.name) : message.name;
    case "who":
      return talkWords.reactions.title;
    case "emoji":
      return talkWords.reactions.pick;
    case "details":
      return talkWords.details.title;
    case "remove":
      return talkWords.remove.title;
    case "block":
      return talkWords.block.title(message.name);
  }
};

function body(view: MessageView, props: MessageViewProps): ComponentChildren {
  const { message, close } = props;
  switch (view.kind) {
    case "actions":
      return <MessageActions {...props} react={view.react === true} />;
    case "who":
      return <WhoReacted room={props.room} message={message} />;
    case "emoji":
      return <EmojiPicker pick={(emoji) => reactWith(props, emoji)} />;
    case "details":
      return <MessageDetails room={props.room} message={message} />;
    case "remove":
      return <Confirm {...talkWords.remove} run={() => void remove(props)} close={close} />;
    case "block":
      return <Confirm {...talkWords.block} run={() => void block(props)} close={close} />;
  }
}

export function MessageDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "message") return null;
  const { room, id, view } = dialog;
  void state.changesOf(room.id).value;
  const message = room.message(id);
  if (message === undefined || message === "blocked") {
    return (
      <DialogFrame name={t.room.actions} onClose={close}>
        <p class="explain">{talkWords.actions.gone}</p>
      </DialogFrame>
    );
  }
  const show = (next: MessageView): void => {
    state.dialog.value = { ...dialog, view: next };
  };
  const title = titleOf(view, message);
  return (
    // A frame of its own for each view, so that the focus begins anew.
    <DialogFrame
      key={view.kind}
      name={view.kind === "actions" ? t.room.actions : title}
      title={<bdi>{title}</bdi>}
      onClose={close}
    >
      {body(view, { state, room, message, close, show })}
    </DialogFrame>
  );
}
