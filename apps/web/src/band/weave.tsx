/** Draws woven cloth: the strip of a room, the clasp with its two emoji, the mark of an author. */
import { useId } from "preact/hooks";
import { type Band, markOf, type Pattern } from "./band.ts";

/** One repeat of each pattern in a 16 by 16 square, drawn in the hue on its darker cloth. */
const motifs: Record<Pattern, string> = {
  plain: "M0 7h16v2H0z",
  stripe: "M0 2h5v12H0zM8 2h5v12H8z",
  chevron: "M0 2h5l6 6-6 6H0l6-6z",
  check: "M0 2h6v6H0zM8 8h6v6H8z",
  dots: "M8 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z",
  zigzag: "M0 11 8 3l8 8v4L8 7l-8 8z",
  ladder: "M0 2.5h16v2.5H0zM0 11h16v2.5H0zM6.5 5h3v6h-3z",
  wave: "M0 8c2.5-6 5.5-6 8 0s5.5 6 8 0v4c-2.5 6-5.5 6-8 0s-5.5-6-8 0z",
};

function Cloth({ pattern, unit }: { readonly pattern: Pattern; readonly unit: number }) {
  const id = useId();
  return (
    <svg class="cloth" width="100%" height="100%" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id={id}
          width="16"
          height="16"
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${unit / 16})`}
        >
          <rect class="weft" width="16" height="16" />
          <path class="motif" d={motifs[pattern]} />
          <path class="selvedge" d="M0 0h16v1H0zM0 15h16v1H0z" />
          <path
            class="thread"
            d="M0 0h1v16H0zM2 0h1v16H2zM4 0h1v16H4zM6 0h1v16H6zM8 0h1v16H8zM10 0h1v16h-1zM12 0h1v16h-1zM14 0h1v16h-1z"
          />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

/** The strip along the top of everything that belongs to a room. `unit`: its height in px. */
export function BandStrip({
  band,
  unit = 16,
  clasp = false,
}: {
  readonly band: Band;
  readonly unit?: number;
  readonly clasp?: boolean;
}) {
  return (
    <div class="band" data-hue={band.hue} data-pattern={band.pattern}>
      <Cloth pattern={band.pattern} unit={unit} />
      {clasp && <span class="clasp">{band.emoji.join("")}</span>}
    </div>
  );
}

/** A square of cloth beside an author's name: tells two people of one name apart. */
export function AuthorMark({ author }: { readonly author: string }) {
  const mark = markOf(author);
  return (
    <span class="mark" data-hue={mark.hue} aria-hidden="true">
      <Cloth pattern={mark.pattern} unit={14} />
    </span>
  );
}
