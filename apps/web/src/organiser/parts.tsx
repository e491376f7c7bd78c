/** Small things that every view of the console has. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { consoleWords as words } from "../strings/console/en.ts";
import type { Fault } from "./api.ts";
import { faultWords } from "./desk.ts";

/** A view's heading; it takes the focus when the view opens, so that a screen reader starts there. */
export function ViewTitle({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = words.pageTitle(title);
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class="desk-title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}

/** Why there is nothing, or nothing newer, and the way to try again. */
export function Trouble({
  fault,
  reload,
}: {
  readonly fault: Fault | undefined;
  readonly reload: () => void;
}) {
  if (fault === undefined || fault.kind === "signed-out") return null;
  return (
    <div class="desk-trouble" role="alert">
      <p>{faultWords(fault)}</p>
      <button type="button" class="button" onClick={reload}>
        {words.reload}
      </button>
    </div>
  );
}

export const Section = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) => (
  <section class="desk-section">
    <h2>{title}</h2>
    {children}
  </section>
);

/** A tag: the name of something that has no other name here. */
export const Tag = ({ tag }: { readonly tag: string }) => (
  <code class="desk-tag" translate={false}>
    {tag}
  </code>
);

export function TextField({
  words: label,
  hint,
  value,
  change,
  type,
  note,
  lang,
  rows,
  ...more
}: {
  readonly words: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: "password" | "number" | "url" | "search";
  /** How much room is left; with a class when there is none. */
  readonly note?: { readonly words: string; readonly isProblem: boolean } | undefined;
  readonly lang?: string;
  /** More than one: a field of lines. */
  readonly rows?: number;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
}) {
  const shared = {
    value,
    lang,
    dir: lang === undefined ? undefined : ("auto" as const),
    spellcheck: lang !== undefined,
    "aria-invalid": note?.isProblem === true ? (true as const) : undefined,
    ...more,
  };
  return (
    <label class="desk-field">
      <span class="desk-label">
        {label}
        {note !== undefined && (
          <span class={note.isProblem ? "desk-note problem" : "desk-note"}>{note.words}</span>
        )}
      </span>
      {hint !== undefined && <small>{hint}</small>}
      {rows !== undefined ? (
        <textarea {...shared} rows={rows} onInput={(event) => change(event.currentTarget.value)} />
      ) : type === "password" ? (
        <input {...shared} type="password" onInput={(event) => change(event.currentTarget.value)} />
      ) : type === "number" ? (
        <input {...shared} type="number" onInput={(event) => change(event.currentTarget.value)} />
      ) : type === "search" ? (
        <input {...shared} type="search" onInput={(event) => change(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={type}
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
    </label>
  );
}

export function Choice<T extends string>({
  words: label,
  value,
  choices,
  change,
}: {
  readonly words: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, words: string])[];
  readonly change: (value: T) => void;
}) {
  return (
    <label class="desk-field">
      <span class="desk-label">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = choices.find(([one]) => one === event.currentTarget.value);
          if (chosen !== undefined) change(chosen[0]);
        }}
      >
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
