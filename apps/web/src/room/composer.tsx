/** Where a person writes: name, quick messages, text, send. Text leaves it only once it is stored. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { memoryKeys, recall, remember } from "../boot/device-memory.ts";
import { mediaMatches } from "../boot/media.ts";
import { nextTask } from "../boot/next-task.ts";
import { t } from "../strings/t.ts";
import { Icon } from "../ui/icons.tsx";
import { aim as aimed, offerUndo, saving } from "./desk.ts";
import { type Place, talk, warmTalk } from "./talk.ts";

export function Composer(place: Place) {
  const { state, room } = place;
  void state.changesOf(room.id).value;
  const [text, setText] = useState(room.draft?.text ?? "");
  const [name, setName] = useState(
    () => room.myName ?? recall(memoryKeys.lastName) ?? room.suggestedName,
  );
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const sending = useRef(false);
  const newHere = room.myName === undefined && !room.messages().some((message) => message.mine);

  const aim = aimed.value;
  const Talk = talk.value;

  const keep = (next: string): void =>
    void room.setDraft({ text: next, replyTo: aimed.value?.message.id });
  const write = (next: string): void => {
    setText(next);
    // What is being changed was sent: it is no draft. What is being stored is the draft until it is.
    if (aim?.kind !== "edit" && saving.value.length === 0) keep(next);
  };

  useLayoutEffect(() => {
    // With a mouse there is no keyboard that would cover the room.
    if (mediaMatches("(pointer: fine)")) field.current?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    if (room.draft?.replyTo !== undefined) warmTalk();
  }, []);

  const takeName = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === "" || wanted === (room.myName ?? room.suggestedName)) return;
    const named = await room.setName(wanted);
    if (named.ok) remember(memoryKeys.lastName, wanted);
  };

  /** @returns whether the words are stored and will be sent */
  const send = async (words: string): Promise<boolean> => {
    const edit = aim?.kind === "edit";
    // What slow mode holds back would flash in the list and be gone.
    const held = !edit && room.waitMillis > 0;
    if (sending.current || words.trim() === "" || held) return false;
    sending.current = edit;
    if (!edit) saving.value = [...saving.value, words];
    try {
      // First the screen, then the work.
      await nextTask();
      if (newHere) await takeName();
      const sent = await (edit
        ? room.edit(aim.message.id, words)
        : room.send(words, aim && { replyTo: aim.message.id }));
      setProblem(sent.ok || sent.error.kind !== "too-long" ? undefined : t.composer.tooLong);
      if (sent.ok) {
        aimed.value = undefined;
        warmTalk();
        if (!edit) offerUndo(sent.value);
      }
      return sent.ok;
    } catch {
      setProblem(t.composer.failed);
      return false;
    } finally {
      sending.current = false;
      if (!edit) saving.value = saving.value.filter((_, i) => i !== saving.value.indexOf(words));
    }
  };

  const sendText = async (): Promise<void> => {
    // What is in the field, drawn or not.
    const words = field.current?.value ?? text;
    const shown = aim?.kind !== "edit" && words.trim() !== "";
    field.current?.focus();
    const sent = send(words);
    // The words are in the list now; the draft has them until the list has them for good.
    if (shown) {
      setText("");
      // At once: what stands there when the message is stored, or is not, was typed after it.
      if (field.current !== null) field.current.value = "";
    }
    const done = await sent;
    // What was typed while the message was being stored stays.
    const current = field.current?.value ?? "";
    if (!done) return shown ? write(words + current) : undefined;
    if (shown) return write(current);
    write(current.startsWith(words) ? current.slice(words.length).trimStart() : current);
  };

  const waiting = state.line.value?.lamp === "waiting";
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void sendText();
      }}
    >
      {newHere && (
        <>
          <label class="name-row">
            <span>{recall(memoryKeys.lastName) ? t.composer.joinAs : t.composer.showAs}</span>
            <span class="name-field">
              <input
                aria-label={t.composer.name}
                value={name}
                maxLength={32}
                autocomplete="nickname"
                enterkeyhint="done"
                spellcheck={false}
                dir="auto"
                onInput={(event) => setName(event.currentTarget.value)}
                onBlur={() => void takeName()}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  field.current?.focus();
                }}
              />
              <Icon name="edit" />
            </span>
          </label>
          <div class="starters" role="group" aria-label={t.composer.startersLabel}>
            {t.composer.starters.map((starter) => (
              <button
                key={starter}
                type="button"
                class="starter"
                // Two taps in a hurry are one.
                onClick={() => saving.value.length === 0 && void send(starter)}
              >
                {starter}
              </button>
            ))}
          </div>
        </>
      )}
      {Talk && (
        <Talk.ComposeAid {...place} text={text} field={field} setText={setText} write={write} />
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="composer-row">
        <textarea
          ref={field}
          aria-label={t.composer.message}
          placeholder={waiting ? t.composer.placeholderWaiting : t.composer.placeholder}
          rows={1}
          value={text}
          dir="auto"
          enterkeyhint="send"
          autocapitalize="sentences"
          onPointerDown={warmTalk}
          onInput={(event) => {
            write(event.currentTarget.value);
            room.typing();
          }}
          onKeyDown={(event) => {
            warmTalk();
            if (Talk?.composerKey(event, place) === true) return;
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void sendText();
          }}
        />
        <button
          type="submit"
          class="button primary send"
          aria-label={t.composer.send}
          // The keyboard stays open.
          onMouseDown={(event) => event.preventDefault()}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
