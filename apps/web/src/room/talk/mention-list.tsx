/** Names to choose from while "@…" is typed: over the composer, so that nothing moves. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Room } from "@festival-chat/client";
import { mentionCandidates, peopleOf, type Person, smallRoom } from "@festival-chat/client/extras";
import { markOf } from "../../band/band.ts";
import { AuthorMark } from "../../band/weave.tsx";
import { talkWords } from "../../strings/talk-words.ts";
import { mentionOffer } from "./mention-offer.ts";
import { mentionQuery, withMention } from "./mention-query.ts";

/** More names than these hide the room. */
const maxNames = 5;
const everybody = "here";
const listId = "mention-list";

const optionId = (index: number): string => `${listId}-${index}`;

/** People that `text` may mean, everybody at the end. */
function namesFor(room: Room, text: string): readonly { name: string; person?: Person }[] {
  const people = mentionCandidates(peopleOf(room), text).map((person) => ({
    name: person.name,
    person,
  }));
  const toAll = room.isHost || room.presence.count <= smallRoom;
  const all = toAll && everybody.startsWith(text.toLowerCase()) ? [{ name: everybody }] : [];
  const named = people.filter((one, i) => people.findIndex(({ name }) => name === one.name) === i);
  return [...named.slice(0, maxNames - all.length), ...all];
}

export function MentionList({
  room,
  text,
  field,
  write,
}: {
  readonly room: Room;
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly write: (text: string) => void;
}) {
  const [dismissed, setDismissed] = useState<number | undefined>(undefined);
  const area = field.current;
  const query = area === null ? undefined : mentionQuery(text, area.selectionStart);
  const start = query?.start;
  const typed = query?.text;
  const offered =
    query === undefined || dismissed === query.start ? [] : namesFor(room, query.text);
  // A name that is there already in full, with its space, needs no list.
  const names = offered.some(({ name }) => `${name} ` === typed) ? [] : offered;

  // With the drawing, not behind it: the key that chooses a name may come at once.
  useLayoutEffect(() => {
    if (query === undefined || names.length === 0) {
      mentionOffer.value = undefined;
      if (query === undefined) setDismissed(undefined);
      return;
    }
    mentionOffer.value = {
      text,
      names: names.map(({ name }) => name),
      selected: 0,
      choose(name) {
        const next = withMention(text, query, name);
        mentionOffer.value = undefined;
        if (area === null) return;
        // In the field at once, so that the caret stands right when it is looked at again.
        area.value = next.text;
        area.focus();
        area.setSelectionRange(next.caret, next.caret);
        write(next.text);
      },
      dismiss: () => setDismissed(query.start),
    };
  }, [text, start, typed, names.length, dismissed]);
  useEffect(() => () => (mentionOffer.value = undefined), []);

  const offer = mentionOffer.value;
  const shown = offer !== undefined && names.length > 0;
  useEffect(() => {
    if (!shown || area === null) return;
    area.setAttribute("aria-controls", listId);
    area.setAttribute("aria-activedescendant", optionId(offer.selected));
    return () => {
      area.removeAttribute("aria-controls");
      area.removeAttribute("aria-activedescendant");
    };
  }, [shown, offer?.selected]);

  if (!shown) return null;
  return (
    <div class="mentions" id={listId} role="listbox" aria-label={talkWords.mention.list}>
      {names.map(({ name, person }, index) => (
        // Keys are the composer's: the focus stays where one writes.
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
        <div
          key={name}
          id={optionId(index)}
          class="mention"
          role="option"
          aria-selected={index === offer.selected}
          data-hue={person && markOf(person.author).hue}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => offer.choose(name)}
        >
          {person && <AuthorMark author={person.author} />}
          <bdi class={person ? "author-name" : "author-name quote-plain"}>@{name}</bdi>
          {person === undefined && <span class="explain">{talkWords.mention.here}</span>}
        </div>
      ))}
    </div>
  );
}
