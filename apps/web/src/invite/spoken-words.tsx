/** Six words in pairs, the way they are read aloud. */

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
