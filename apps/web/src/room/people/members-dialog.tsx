/** Everybody known in a room: who is here, who is host, and what one can do about them. */
import { peopleOf, type Person } from "@festival-chat/client/extras";
import type { Room } from "@festival-chat/client";
import type { AppState, Dialog, PersonStep } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { agoWords } from "./ago.ts";
import { PersonMark } from "./person-mark.tsx";
import { RemovePerson } from "./remove-person.tsx";

/** Here now, or when they last wrote; who they are besides. */
function PersonLine({ person, room }: { readonly person: Person; readonly room: Room }) {
  const { members } = peopleWords;
  const here = person.here || person.mine;
  const facts = [
    person.mine && members.you,
    room.policy.hosts.includes(person.author) && members.host,
    here ? members.here : members.lastHere(agoWords(person.lastAt, Date.now())),
  ].filter(Boolean);
  return (
    <>
      <PersonMark author={person.author} />
      <span class="person-words">
        <bdi class="person-name">{person.name}</bdi>
        <span class={here ? "person-facts here-now" : "person-facts"}>{facts.join(" · ")}</span>
        {person.needsMark && <span class="person-facts warn">{members.alike}</span>}
      </span>
    </>
  );
}

type Show = (step: PersonStep | undefined) => void;

function People({ room, show }: { readonly room: Room; readonly show: Show }) {
  const { members } = peopleWords;
  const { blocked } = room;
  const people = [...peopleOf(room)].sort((a, b) => Number(b.here) - Number(a.here));
  return (
    <>
      {people.length === 0 && <p class="explain">{members.nobody}</p>}
      <ul class="people">
        {people.map((person) => (
          <li key={person.author}>
            {person.mine ? (
              <div class="person">
                <PersonLine person={person} room={room} />
              </div>
            ) : (
              <button
                type="button"
                class="person"
                onClick={() => show({ kind: "one", author: person.author, name: person.name })}
              >
                <PersonLine person={person} room={room} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="explain">{members.quiet}</p>
      {blocked.length > 0 && (
        <section aria-labelledby="blocked-people">
          <h3 id="blocked-people">{members.blocked}</h3>
          <ul class="people">
            {blocked.map((author) => (
              <li key={author} class="person">
                <PersonMark author={author} />
                <bdi class="person-words person-name">{room.nameOf(author)}</bdi>
                <button type="button" class="text-button" onClick={() => void room.unblock(author)}>
                  {members.unblock}
                  <span class="visually-hidden"> {room.nameOf(author)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function MembersDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "members") return null;
  const { room, step } = dialog;
  const show: Show = (next) => {
    // Another dialog each time, so that the focus begins anew.
    state.dialog.value = { kind: "members", room, ...(next && { step: next }) };
  };
  void state.changesOf(room.id).value;
  const { members, removal } = peopleWords;
  switch (step?.kind) {
    case undefined:
      return (
        <DialogFrame key="all" name={members.title} onClose={close}>
          <People room={room} show={show} />
        </DialogFrame>
      );
    case "one": {
      const { author, name } = step;
      return (
        <DialogFrame
          key="one"
          name={members.person(name)}
          title={<bdi>{name}</bdi>}
          onClose={close}
        >
          <PersonMark author={author} />
          <button
            type="button"
            class="button danger"
            onClick={() => {
              void room.block(author);
              show(undefined);
            }}
          >
            {members.block}
          </button>
          {room.isHost && room.policy.movedTo === undefined && (
            <button
              type="button"
              class="button danger"
              onClick={() => show({ ...step, kind: "remove" })}
            >
              {members.remove}
            </button>
          )}
          <button type="button" class="button" autofocus onClick={() => show(undefined)}>
            {members.back}
          </button>
        </DialogFrame>
      );
    }
    case "remove":
      return (
        <DialogFrame
          key="remove"
          name={removal.title(step.name)}
          title={<bdi>{removal.title(step.name)}</bdi>}
          onClose={close}
        >
          <RemovePerson state={state} room={room} person={step} close={close} />
        </DialogFrame>
      );
  }
}
