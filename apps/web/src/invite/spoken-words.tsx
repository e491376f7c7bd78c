/** Six words in pairs, the way they are read aloud, alone or in a frame that says what they are for. */

/** `label`: what a screen reader calls them. */
export function SpokenWords({
  words,
  label,
}: {
  readonly words: readonly string[];
  readonly label: string;
}) {
  return (
    <p class="room-words" role="group" aria-label={label}>
      {[0, 2, 4].map((start) => (
        <span key={start} class="word-pair">
          {`${words.slice(start, start + 2).join(" ")} `}
        </span>
      ))}
    </p>
  );
}

/** `hint`: what to do with them. */
export function FramedWords({
  words,
  label,
  hint,
}: {
  readonly words: readonly string[];
  readonly label: string;
  readonly hint: string;
}) {
  return (
    <div class="room-words-frame">
      <p class="explain">{hint}</p>
      <SpokenWords words={words} label={label} />
    </div>
  );
}
