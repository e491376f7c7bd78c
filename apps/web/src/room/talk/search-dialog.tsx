/** Looks through the messages on this phone: words, or all of one person. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Message, Room } from "@festival-chat/client";
import type { AuthorKey } from "@festival-chat/protocol/wire";
import { createSearch } from "@festival-chat/client/extras";
import type { Dialog } from "../../state.ts";
import { markOf } from "../../band/band.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { t } from "../../strings/t.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { jump } from "../desk.ts";
import { ageWords } from "../festival-time.ts";
import { bodyText } from "../message-name.ts";
import { excerpt } from "./excerpt.ts";

/** What one list can show and a person can look through. */
const limit = 50;
/** Between two keys of somebody who types, ms. */
const pauseMillis = 120;

interface Speaker {
  readonly author: AuthorKey;
  readonly name: string;
}

/** Who said something that is here, by name. */
function speakers(messages: readonly Message[], room: Room | undefined): readonly Speaker[] {
  const authors = new Set(messages.map(({ author }) => author));
  return [...authors]
    .map((author) => ({ author, name: room?.nameOf(author) ?? "" }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function Result({
  message,
  query,
  go,
}: {
  readonly message: Message;
  readonly query: string;
  readonly go: () => void;
}) {
  const { mine, name, author, at } = message;
  return (
    <li>
      <button type="button" class="found" onClick={go}>
        <span class="found-head" data-hue={mine ? undefined : markOf(author).hue}>
          <bdi class={mine ? "author-name quote-plain" : "author-name"}>
            {mine ? t.room.you(name) : name}
          </bdi>
          <time dateTime={new Date(at).toISOString()}>{ageWords(at, Date.now())}</time>
        </span>
        <span class="found-text" dir="auto">
          {excerpt(bodyText(message), query).map((part, index) =>
            part.found ? <mark key={index}>{part.text}</mark> : part.text,
          )}
        </span>
      </button>
    </li>
  );
}

export function SearchDialog({
  dialog,
  close,
}: {
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [query, setQuery] = useState("");
  const [chosen, setFrom] = useState("");
  const search = useRef(createSearch()).current;
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), pauseMillis);
    return () => clearTimeout(timer);
  }, [typed]);
  const room = dialog.kind === "search" ? dialog.room : undefined;
  const messages = room?.messages();
  const people = useMemo(() => speakers(messages ?? [], room), [messages]);
  const from = people.find(({ author }) => author === chosen)?.author ?? "";
  const found = useMemo(
    () =>
      messages === undefined
        ? undefined
        : search.find(messages, query, from === "" ? { limit } : { limit, from }),
    [messages, query, from],
  );
  if (dialog.kind !== "search" || found === undefined) return null;
  const { search: words } = talkWords;
  const count = found.messages.length;
  const counted = count === 0 ? words.none : found.more ? words.more(count) : words.found(count);
  return (
    <DialogFrame name={words.title} onClose={close}>
      <label class="field">
        <span>{words.field}</span>
        <input
          value={typed}
          autofocus
          autocomplete="off"
          enterkeyhint="search"
          dir="auto"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{words.from}</span>
        <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
          <option value="">{words.anyone}</option>
          {people.map(({ author, name }) => (
            <option key={author} value={author}>
              {author === room?.me ? t.room.you(name) : name}
            </option>
          ))}
        </select>
      </label>
      <p class="explain" role="status">
        {query === "" && from === "" ? words.explain : counted}
      </p>
      <ul class="found-list">
        {found.messages.map((message) => (
          <Result
            key={message.id}
            message={message}
            query={query}
            go={() => {
              close();
              // After the dialog gave the focus back, which would scroll.
              requestAnimationFrame(() => (jump.value = message.id));
            }}
          />
        ))}
      </ul>
    </DialogFrame>
  );
}
