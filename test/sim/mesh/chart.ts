/** A chart of how many have a message after how long, as an SVG that needs nothing else. */
import type { Millis } from "@festival-chat/protocol/wire";

export interface Curve {
  readonly name: string;
  readonly colour: string;
  /** Ascending. */
  readonly latencies: readonly Millis[];
}

const [width, height] = [760, 380];
const plot = { left: 64, right: 24, top: 24, bottom: 56 };
/** Seconds at the ends of the axis, which is logarithmic. */
const [first, last] = [0.1, 2_000];
const marks = [0.1, 1, 10, 60, 300, 1_200];
const shares = [0, 0.25, 0.5, 0.75, 1];
const points = 240;

const x = (seconds: number): number => {
  const share = Math.log(Math.max(first, seconds) / first) / Math.log(last / first);
  return plot.left + share * (width - plot.left - plot.right);
};
const y = (share: number): number =>
  height - plot.bottom - share * (height - plot.top - plot.bottom);
const nameOf = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${seconds / 60} min`);

function lineOf({ latencies, colour }: Curve): string {
  const steps = Array.from({ length: points + 1 }, (_, i) => {
    const share = i / points;
    const millis = latencies[Math.round(share * (latencies.length - 1))] ?? 0;
    return `${x(millis / 1_000).toFixed(1)},${y(share).toFixed(1)}`;
  });
  return `<path d="M${steps.join("L")}" fill="none" stroke="${colour}" stroke-width="3"/>`;
}

export function chartOf(title: string, curves: readonly Curve[]): string {
  const text = (at: readonly [number, number], words: string, more = ""): string =>
    `<text x="${at[0]}" y="${at[1]}" ${more}>${words}</text>`;
  const grid = [
    ...marks.map((mark) => {
      const at = x(mark).toFixed(1);
      return (
        `<path d="M${at} ${plot.top}V${height - plot.bottom}" stroke="#d9dde3"/>` +
        text([x(mark), height - plot.bottom + 20], nameOf(mark), 'text-anchor="middle"')
      );
    }),
    ...shares.map(
      (share) =>
        `<path d="M${plot.left} ${y(share).toFixed(1)}H${width - plot.right}" stroke="#d9dde3"/>` +
        text([plot.left - 8, y(share) + 4], `${100 * share} %`, 'text-anchor="end"'),
    ),
  ];
  const legend = curves.map(({ name, colour }, i) => {
    const top = plot.top + 20 + 22 * i;
    return (
      `<path d="M${plot.left + 14} ${top - 4}h26" stroke="${colour}" stroke-width="3"/>` +
      text([plot.left + 48, top], name)
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="sans-serif" font-size="13" fill="#1c2430">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...grid,
    ...curves.map(lineOf),
    ...legend,
    text(
      [(plot.left + width - plot.right) / 2, height - 12],
      "from the key press to another phone's screen",
      'text-anchor="middle"',
    ),
    "</svg>",
    "",
  ].join("\n");
}
