/** A load run as a picture: SVG, alone or in a page of HTML. No script, nothing from elsewhere. */
import type { Sample } from "./series.ts";

const width = 720;
const panelHeight = 150;
const left = 70;
const right = 20;
const gap = 46;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A round number at or above it, for the top of an axis. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly valueOf: (sample: Sample) => number | undefined;
}

interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

const panels: readonly Panel[] = [
  {
    title: "Connected clients",
    lines: [{ name: "connected", colour: "#3b6fd4", valueOf: ({ connected }) => connected }],
  },
  {
    title: "Messages a second",
    lines: [
      { name: "delivered", colour: "#2f8f4e", valueOf: (sample) => sample.deliveredPerSecond },
      { name: "sent", colour: "#b45f06", valueOf: (sample) => sample.sentPerSecond },
    ],
  },
  {
    title: "Send to received, 99th percentile, ms",
    lines: [{ name: "p99", colour: "#a8324a", valueOf: ({ p99Millis }) => p99Millis }],
  },
];

function panelOf({ title, lines }: Panel, samples: readonly Sample[], top: number): string {
  const values = samples.flatMap((sample) => lines.map(({ valueOf }) => valueOf(sample) ?? 0));
  const most = roundUp(Math.max(0, ...values));
  const last = Math.max(1, samples.at(-1)?.at ?? 1);
  const x = (at: number): string => (left + ((width - left - right) * at) / last).toFixed(1);
  const y = (value: number): string => (top + panelHeight * (1 - value / most)).toFixed(1);
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(share * most);
    return (
      `<line x1="${left}" x2="${width - right}" y1="${at}" y2="${at}" stroke="#8884"/>` +
      `<text x="${left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${share * most}</text>`
    );
  });
  const drawn = lines.map(({ colour, valueOf }) => {
    const points = samples.flatMap((sample) => {
      const value = valueOf(sample);
      return value === undefined ? [] : [`${x(sample.at)},${y(value)}`];
    });
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(" ")}"/>`;
  });
  const legend = lines.map(
    ({ name, colour }, index) =>
      `<text x="${width - right - 90 * index}" y="${top - 10}" text-anchor="end" fill="${colour}">${name}</text>`,
  );
  const heading = `<text x="${left}" y="${top - 10}" font-weight="bold">${escaped(title)}</text>`;
  const end = `<text x="${width - right}" y="${top + panelHeight + 16}" text-anchor="end">${last.toFixed(0)} s</text>`;
  return [heading, ...legend, ...grid, ...drawn, end].join("\n");
}

/** @param lines what the run found, in words */
export function drawSvg(lines: readonly string[], samples: readonly Sample[]): string {
  const chartTop = 40;
  const textTop = chartTop + panels.length * (panelHeight + gap) + 10;
  const height = textTop + 18 * lines.length + 10;
  const drawn = panels.map((panel, index) =>
    panelOf(panel, samples, chartTop + index * (panelHeight + gap)),
  );
  const words = lines.map(
    (line, index) =>
      `<text x="${left}" y="${textTop + 18 * index}" xml:space="preserve">${escaped(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    "<title>Load run</title>",
    '<rect width="100%" height="100%" fill="#fff"/>',
    '<g font-family="ui-monospace, monospace" font-size="12" fill="#222">',
    ...drawn,
    ...words,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The same in a page of its own. */
export function drawHtml(lines: readonly string[], samples: readonly Sample[]): string {
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><title>Load run</title>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>',
    '<body style="margin:1rem auto;max-width:46rem">',
    drawSvg(lines, samples),
    "</body></html>",
    "",
  ].join("\n");
}
