/** What somebody sees who has no room open: three wristbands and one promise. */
import { BandStrip } from "../band/weave.tsx";
import type { Band } from "../band/band.ts";
import { late } from "../strings/late.ts";

const sample: readonly Band[] = [
  { hue: 0, pattern: "chevron", emoji: ["🦉", "🔥"] },
  { hue: 6, pattern: "zigzag", emoji: ["🌙", "🎺"] },
  { hue: 3, pattern: "ladder", emoji: ["🍄", "⚡"] },
  { hue: 10, pattern: "wave", emoji: ["🦩", "🎈"] },
];

/** `unit`: height of a band in px. */
export function Poster({ unit = 36 }: { readonly unit?: number }) {
  return (
    <div class="poster">
      <div class="poster-bands" aria-hidden="true">
        {sample.map((band) => (
          <BandStrip key={band.hue} band={band} unit={unit} clasp />
        ))}
      </div>
      <p class="poster-headline">{late.home.headline}</p>
      <p class="poster-promise">{late.home.promise}</p>
      <p class="poster-small">{late.home.offline}</p>
    </div>
  );
}
