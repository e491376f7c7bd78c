/** What can be done with one message. */
import type { Message, Room } from "@festival-chat/client";
import type { MessageView } from "../../state.ts";
import { late } from "../../strings/late.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { TalkIcon, type TalkSign } from "../../ui/talk-icons.tsx";
import { aim, jump } from "../desk.ts";
import { focusBeside } from "../focus-beside.ts";
import type { Place } from "../talk.ts";
import { rememberEmoji } from "./recent-emoji.ts";
import { toggleReaction } from "./toggle-reaction.ts";

/** The same six in the same places, so that a thumb learns them. */
const quickEmoji = ["🧡", "👍", "😂", "🙌", "😢", "🔥"] as const;

export interface MessageViewProps extends Place {
  readonly message: Message;
  readonly close: () => void;
  readonly show: (view: MessageView) => void;
}

/** Gives or takes back a reaction and remembers it among the recent ones. */
export function reactWith({ state, room, message, close }: MessageViewProps, emoji: string): void {
  close();
  rememberEmoji(emoji);
  void toggleReaction({ state, room }, message, emoji);
}

function EmojiBar(props: MessageViewProps & { readonly focused: boolean }) {
  const { message, room, show, focused } = props;
  const mine = (emoji: string): boolean =>
    message.reactions.some((one) => one.emoji === emoji && one.authors.includes(room.me));
  return (
    <div
      class="emoji-bar"
      role="group"
      aria-label={talkWords.actions.react}
      // Held, any of the six opens all of them; the last button does so for every hand.
      onContextMenu={(event) => {
        event.preventDefault();
        show({ kind: "emoji" });
      }}
    >
      {quickEmoji.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          class="emoji"
          aria-pressed={mine(emoji)}
          autofocus={focused && index === 0}
          onClick={() => reactWith(props, emoji)}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        class="emoji emoji-more"
        aria-label={talkWords.actions.more}
        onClick={() => show({ kind: "emoji" })}
      >
        +
      </button>
    </div>
  );
}

function Act({
  icon,
  words,
  danger = false,
  focused = false,
  run,
}: {
  readonly icon: TalkSign;
  readonly words: string;
  readonly danger?: boolean;
  readonly focused?: boolean;
  readonly run: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        class={danger ? "sheet-act danger" : "sheet-act"}
        autofocus={focused}
        onClick={run}
      >
        <TalkIcon name={icon} />
        {words}
      </button>
    </li>
  );
}

async function copy({ state }: Place, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    state.toast.value = { words: talkWords.actions.copied };
  } catch {
    state.toast.value = { words: talkWords.actions.copyFailed };
  }
}

/** In a room that is open to everybody the host alone. */
const mayPin = (room: Room): boolean =>
  room.policy.writable && (room.isHost || !room.settings.open);

async function pin({ state, room, message }: MessageViewProps, on: boolean): Promise<void> {
  const done = await room.pin(message.id, on);
  const { pinned, pinFailed } = talkWords.actions;
  if (!done.ok) state.toast.value = { words: pinFailed };
  else if (on) state.toast.value = { words: pinned };
}

export function MessageActions(
  props: MessageViewProps & { /** Begins at the emoji. */ readonly react: boolean },
) {
  const { room, message, close, show, react } = props;
  const { body, mine, state } = message;
  const aimAt = (kind: "reply" | "edit"): void => {
    close();
    aim.value = { kind, message };
  };
  const pinned = room.pins(room.settings.open).some((one) => one.message === message.id);
  const quoted = message.replyTo && room.message(message.replyTo);
  const refused = state === "refused";
  const { writable } = room.policy;
  return (
    <>
      {body.kind === "text" && (
        <p class="message-excerpt" dir="auto">
          {body.text.slice(0, 300)}
        </p>
      )}
      {body.kind !== "removed" && !refused && writable && <EmojiBar {...props} focused={react} />}
      <ul class="sheet-acts">
        {body.kind === "text" && (
          <>
            {writable && (
              <Act
                icon="reply"
                words={talkWords.actions.reply}
                focused={!react}
                run={() => aimAt("reply")}
              />
            )}
            <Act
              icon="copy"
              words={talkWords.actions.copy}
              run={() => {
                close();
                void copy(props, body.text);
              }}
            />
            {mine && !refused && writable && (
              <Act icon="edit" words={talkWords.actions.edit} run={() => aimAt("edit")} />
            )}
          </>
        )}
        {body.kind === "text" && state === "sent" && mayPin(room) && (
          <Act
            icon="pin"
            words={pinned ? talkWords.actions.unpin : talkWords.actions.pin}
            run={() => {
              close();
              void pin(props, !pinned);
            }}
          />
        )}
        {body.kind === "text" && typeof quoted === "object" && (
          <Act
            icon="answered"
            words={talkWords.actions.answered}
            run={() => {
              close();
              // After the sheet gave the focus back, which would scroll.
              requestAnimationFrame(() => (jump.value = quoted.id));
            }}
          />
        )}
        {message.reactions.length > 0 && (
          <Act icon="who" words={talkWords.reactions.title} run={() => show({ kind: "who" })} />
        )}
        <Act
          icon="details"
          words={talkWords.actions.details}
          run={() => show({ kind: "details" })}
        />
        {(mine || room.isHost) && body.kind !== "removed" && (
          <Act
            icon="remove"
            words={refused ? late.delivery.discard : talkWords.actions.remove}
            danger
            run={() => {
              if (!refused) return show({ kind: "remove" });
              close();
              // After the sheet gave the focus back to what is about to go.
              requestAnimationFrame(() => {
                focusBeside(document.querySelector(`[data-id="${message.id}"]`));
                void props.room.discard(message.id);
              });
            }}
          />
        )}
        {!mine && (
          <Act
            icon="block"
            words={talkWords.actions.block(message.name)}
            danger
            run={() => show({ kind: "block" })}
          />
        )}
      </ul>
    </>
  );
}
