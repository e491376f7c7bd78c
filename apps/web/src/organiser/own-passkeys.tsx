/** The passkeys of whoever is signed in. */
import { useState } from "preact/hooks";
import { parseSessionState, routes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { timeWords } from "./count-words.ts";
import { type Desk, type Question } from "./desk.ts";
import { TextField } from "./parts.tsx";
import { addPasskey, hasPasskeys } from "./passkeys.ts";

export function OwnPasskeys({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.settings;
  const [label, setLabel] = useState("");
  const passkeys = desk.session.value?.passkeys ?? [];
  const ask = (question: Omit<Question, "needsProof">): void => {
    desk.question.value = { ...question, needsProof: true };
  };
  const add = (): void =>
    ask({
      title: words.addPasskey,
      what: words.noPasskeys,
      act: words.addPasskey,
      isDangerous: false,
      async run() {
        const outcome = await addPasskey(desk, label.trim());
        if (outcome === "browser") {
          desk.said.value = { words: words.passkeyFailed, isProblem: true };
          return undefined;
        }
        if (outcome === undefined) {
          setLabel("");
          desk.tell(words.done);
        }
        return outcome;
      },
    });
  const remove = (id: string, name: string): void =>
    ask({
      title: consoleWords.confirm.passkeyRemove(name),
      what: consoleWords.confirm.passkeyRemoveWhat,
      act: words.removePasskey,
      isDangerous: true,
      async run() {
        const fault = desk.take(
          await desk.api.post(routes.passkeyRemove, parseSessionState, { id }),
        );
        if (fault === undefined) desk.tell(words.done);
        return fault;
      },
    });
  return (
    <>
      {passkeys.length === 0 && <p class="explain">{words.noPasskeys}</p>}
      <ul class="desk-list">
        {passkeys.map(({ id, label: name, addedAt }) => (
          <li key={id} class="desk-row desk-split">
            <span class="desk-row-head">
              <bdi>{name}</bdi>
              <span>{words.since(timeWords(addedAt, desk.now()))}</span>
            </span>
            <button
              type="button"
              class="button danger"
              aria-label={`${words.removePasskey}: ${name}`}
              onClick={() => remove(id, name)}
            >
              {words.removePasskey}
            </button>
          </li>
        ))}
      </ul>
      {hasPasskeys() ? (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (label.trim() !== "") add();
          }}
        >
          <TextField
            words={words.passkeyLabel}
            value={label}
            placeholder={words.passkeyExample}
            change={setLabel}
            required
          />
          <button type="submit" class="button">
            {words.addPasskey}
          </button>
        </form>
      ) : (
        <p class="explain">{consoleWords.signIn.noPasskeys}</p>
      )}
    </>
  );
}
