/** One of a few, side by side: radio buttons that look like the tape they are written on. */
import { useId } from "preact/hooks";

export function ChoiceGroup<T extends string>({
  title,
  choices,
  chosen,
  choose,
}: {
  readonly title: string;
  readonly choices: readonly (readonly [value: T, words: string])[];
  readonly chosen: T;
  readonly choose: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>{title}</legend>
      {choices.map(([value, words]) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
