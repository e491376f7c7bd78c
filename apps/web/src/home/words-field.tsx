/** One field for six words: suggestions for the word at the caret, and six slots that fill. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { late } from "../strings/late.ts";
import {
  completeTyped,
  joinSlots,
  suggestions,
  takeSuggestion,
  type Typing,
  wordCount,
  wordSlots,
} from "./six-words.ts";

const listId = "words-list";
const optionId = (index: number): string => `${listId}-${index}`;

export function WordsField({
  field,
  text,
  wrong,
  onText,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  /** Something about the words is wrong, and said elsewhere. */
  readonly wrong: boolean;
  readonly onText: (text: string) => void;
}) {
  const [caret, setCaret] = useState(0);
  const [selected, setSelected] = useState(-1);
  const moveTo = useRef<number | undefined>(undefined);
  const offered = suggestions({ text, caret });
  const slots = wordSlots(text);

  const write = (next: Typing): void => {
    moveTo.current = next.caret;
    setCaret(next.caret);
    setSelected(-1);
    onText(next.text);
  };
  const take = (word: string): void => {
    write(takeSuggestion({ text, caret }, word));
    field.current?.focus();
  };
  useLayoutEffect(() => {
    const at = moveTo.current;
    moveTo.current = undefined;
    if (at !== undefined) field.current?.setSelectionRange(at, at);
  });
  const onKey = (event: KeyboardEvent): void => {
    const count = offered.length;
    if (count === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const word = offered[selected];
    if (step !== undefined) setSelected((selected + step + count) % count);
    else if (event.key === "Escape" && selected >= 0) setSelected(-1);
    else if (event.key === "Enter" && word !== undefined) take(word);
    else return;
    event.preventDefault();
  };
  const look = (event: { readonly currentTarget: HTMLInputElement }): void => {
    const at = event.currentTarget.selectionEnd ?? text.length;
    if (at !== caret) setCaret(at);
  };

  return (
    <>
      <input
        ref={field}
        class="words-field"
        aria-label={late.words.field}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={selected < 0 ? undefined : optionId(selected)}
        aria-invalid={wrong}
        value={text}
        placeholder={late.words.example}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
        dir="ltr"
        autofocus
        onKeyDown={onKey}
        onKeyUp={look}
        onClick={look}
        onSelect={look}
        onInput={(event) => {
          const { value, selectionEnd } = event.currentTarget;
          const pasted = event.inputType === "insertFromPaste" && /[a-z][^a-z]+[a-z]/iu.test(value);
          const all = pasted ? joinSlots(value) : value;
          write(completeTyped({ text: all, caret: pasted ? all.length : (selectionEnd ?? 0) }));
        }}
      />
      <div class="suggestions" id={listId} role="listbox" aria-label={late.words.didYouMean}>
        {offered.map((word, index) => (
          // Keys are the field's: the focus stays where one types.
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
          <div
            key={word}
            id={optionId(index)}
            class="suggestion"
            role="option"
            aria-selected={index === selected}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(word)}
          >
            {word}
          </div>
        ))}
      </div>
      <div class="slots" aria-hidden="true" dir="ltr">
        {Array.from({ length: wordCount }, (_, index) => {
          const slot = slots[index];
          const filled = slot?.word !== undefined;
          return (
            <span
              key={index}
              class={`slot${filled ? " filled" : ""}${slot?.wrong === true ? " wrong" : ""}`}
            >
              {slot?.word ?? slot?.typed ?? late.words.word(index + 1)}
            </span>
          );
        })}
      </div>
    </>
  );
}
