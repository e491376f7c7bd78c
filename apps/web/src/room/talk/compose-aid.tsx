/** What lies above the field: whom one answers, who is typing, and names to choose from. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { markOf } from "../../band/band.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import { type Aim, aim as aimed, insert as inserted } from "../desk.ts";
import { bodyText } from "../message-name.ts";
import type { Place } from "../talk.ts";
import { MentionList } from "./mention-list.tsx";
import { TypingLine } from "./typing-line.tsx";

function AimBar({ aim, cancel }: { readonly aim: Aim; readonly cancel: () => void }) {
  const { kind, message } = aim;
  const { mine, author, name } = message;
  return (
    <div class="aim">
      <div
        class={mine ? "quote quote-plain" : "quote"}
        data-hue={mine ? undefined : markOf(author).hue}
      >
        <bdi class="author-name">
          {kind === "edit" ? talkWords.aim.edit : talkWords.aim.reply(name)}
        </bdi>
        <span class="quote-text" dir="auto">
          {bodyText(message).slice(0, 160)}
        </span>
      </div>
      <button type="button" class="icon-button" aria-label={talkWords.aim.cancel} onClick={cancel}>
        <LateIcon name="close" />
      </button>
    </div>
  );
}

interface ComposeAidProps extends Place {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Shows words. */
  readonly setText: (text: string) => void;
  /** Shows words and keeps them as what was not sent yet. */
  readonly write: (text: string) => void;
}

/** Grows the field with its text where CSS `field-sizing` is not known. */
function grow(field: HTMLTextAreaElement | null): void {
  if (field === null || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/** Keeps field, aim and draft together: what is answered belongs to the words that answer it. */
function useAim({ room, text, field, setText, write }: ComposeAidProps): void {
  const aim = aimed.value;
  const insert = inserted.value;
  useEffect(() => {
    const replyTo = room.draft?.replyTo;
    const answered = replyTo && room.message(replyTo);
    if (typeof answered === "object") aimed.value ??= { kind: "reply", message: answered };
  }, []);
  const first = useRef(true);
  useLayoutEffect(() => {
    const replyTo = aim?.message.id;
    if (!first.current && aim?.kind !== "edit" && room.draft?.replyTo !== replyTo) {
      void room.setDraft({ text: room.draft?.text ?? "", replyTo });
    }
    first.current = false;
    if (aim === undefined) return;
    field.current?.focus();
    const { kind, message } = aim;
    if (kind !== "edit" || message.body.kind !== "text") return;
    setText(message.body.text);
    return () => setText(text);
  }, [aim]);
  useLayoutEffect(() => {
    if (insert === undefined) return;
    inserted.value = undefined;
    if (text === "") write(insert);
    field.current?.focus();
  }, [insert]);
}

export function ComposeAid(props: ComposeAidProps) {
  const { state, room, text, field, write } = props;
  useAim(props);
  useEffect(() => grow(field.current), [text]);
  const aim = aimed.value;
  return (
    <>
      <TypingLine state={state} room={room} />
      <MentionList room={room} text={text} field={field} write={write} />
      {aim && (
        <AimBar
          aim={aim}
          cancel={() => {
            aimed.value = undefined;
            field.current?.focus();
          }}
        />
      )}
    </>
  );
}
