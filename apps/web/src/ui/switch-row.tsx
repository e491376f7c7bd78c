/** Something that is on or off, with a word about what that does. */
export function SwitchRow({
  words,
  hint,
  on,
  turn,
}: {
  readonly words: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}) {
  return (
    <label class="switch-row">
      <span class="switch-words">
        <span>{words}</span>
        {hint !== undefined && <small>{hint}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      <span class="switch-sign" aria-hidden="true" />
    </label>
  );
}
