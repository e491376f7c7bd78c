/** What lies above the field: whom one answers, who is typing, and names to choose from. */
import type { RefObject } from "preact";
import { markOf } from "../../band/band.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { LateIcon } from "../../ui/late-icons.tsx";
import type { Aim } from "../desk.ts";
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

export function ComposeAid({
  text,
  field,
  write,
  ...place
}: Place & {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly write: (text: string) => void;
}) {
  const { state, room, desk } = place;
  const aim = desk.aim.value;
  return (
    <>
      <TypingLine state={state} room={room} />
      <MentionList room={room} text={text} field={field} write={write} />
      {aim && (
        <AimBar
          aim={aim}
          cancel={() => {
            desk.aim.value = undefined;
            field.current?.focus();
          }}
        />
      )}
    </>
  );
}
