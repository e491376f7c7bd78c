/** One message: a strip of tape with what was said, when, and how far it has come. */
import type { Message, Room } from "@festival-chat/client";
import { markOf } from "../band/band.ts";
import { AuthorMark } from "../band/weave.tsx";
import { lateParts, needLateParts } from "../boot/late-parts.ts";
import { t } from "../strings/t.ts";
import { DeliveryMark } from "./delivery-mark.tsx";
import { isJumbo } from "./jumbo.ts";
import { bodyText, messageName, timeWords } from "./message-name.ts";
import { Quote } from "./quote.tsx";
import { EmojiPills } from "./emoji-pills.tsx";

/** What may be more than words, or too many of them: until that can be drawn it is plain text. */
const mayBeMore = /https?:|www\.|[*`]|\d[\d ()/.-]{5}|(?:\n.*){9}|.{300}/i;
/** Where marks may be heaped up: browsers take long to make ready for all marks there are. */
const farLetters = /[^\0-\u02ff]{9}/;

const isMore = (text: string): boolean =>
  mayBeMore.test(text) || (farLetters.test(text) && /\p{M}{9}/u.test(text));

function MessageText({ text }: { readonly text: string }) {
  const Parts = isMore(text) ? needLateParts() : undefined;
  return (
    <p class={isJumbo(text) ? "message-text jumbo" : "message-text"} dir="auto">
      {Parts === undefined ? text : <Parts.LinkedText text={text} />}
    </p>
  );
}

/** What was said and is not stored yet: it may still be lost with the phone, and says so. */
export function SavingItem({ text }: { readonly text: string }) {
  return (
    <li class="message mine last saving">
      <article aria-label={`${text}, ${t.delivery.saving.toLowerCase()}`} tabIndex={-1}>
        <div class="tape">
          <MessageText text={text} />
          <div class="message-meta">{t.delivery.saving}</div>
        </div>
      </article>
    </li>
  );
}

function QuietText({ message }: { readonly message: Message }) {
  const Parts = needLateParts();
  return Parts === undefined ? <>{bodyText(message)}</> : <Parts.RemovedWords message={message} />;
}

/** What to do about a message that does not go; its state is in the meta line at once. */
function Unsent(props: { readonly room: Room; readonly message: Message }) {
  const Parts = lateParts.value;
  return Parts === undefined ? null : <Parts.UnsentActions {...props} />;
}

export interface MessageItemProps {
  readonly room: Room;
  readonly message: Message;
  readonly first: boolean;
  readonly last: boolean;
  /** What it answers, as far as that is here. */
  readonly quoted: Message | "blocked" | undefined;
  /** Sent a moment ago: it can be taken back with one tap. */
  readonly undoable: boolean;
}

/** Controls in it are told by `data-do` what they do: one listener at the list serves them all. */
export function MessageItem({ room, message, first, last, quoted, undoable }: MessageItemProps) {
  const { body, mine } = message;
  const plain = body.kind === "text";
  return (
    <li
      class={`message ${mine ? "mine" : "theirs"}${first ? " first" : ""}${last ? " last" : ""}${message.mentionsMe ? " for-me" : ""}`}
      data-hue={mine ? undefined : markOf(message.author).hue}
      data-id={message.id}
    >
      <article aria-label={messageName(message, quoted)} tabIndex={-1}>
        {first && !mine && (
          <div class="author">
            <AuthorMark author={message.author} />
            <bdi class="author-name">{message.name}</bdi>
          </div>
        )}
        <div class={plain ? "tape" : "tape tape-quiet"}>
          {plain && message.replyTo && <Quote quoted={quoted} />}
          {plain ? (
            <MessageText text={body.text} />
          ) : (
            <p class="message-text">
              <QuietText message={message} />
            </p>
          )}
          <div class="message-meta">
            {plain && body.edited && <span data-do="details">{t.room.edited}</span>}
            {message.equivocal && <span class="warn">{t.room.equivocal}</span>}
            <time dateTime={new Date(message.at).toISOString()}>{timeWords(message)}</time>
            {mine && <DeliveryMark message={message} word={last || message.state !== "sent"} />}
          </div>
          {message.state !== "sent" && <Unsent room={room} message={message} />}
        </div>
        {message.reactions.length > 0 && <EmojiPills room={room} reactions={message.reactions} />}
        <button
          type="button"
          class={undoable ? "more undo" : "more"}
          tabIndex={undoable ? 0 : -1}
          data-do={undoable ? "undo" : "more"}
          aria-label={undoable ? undefined : t.room.actions}
        >
          {undoable ? t.room.undo : "⋯"}
        </button>
      </article>
    </li>
  );
}
