/** A measured number next to what it should reach. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly better: "more" | "less";
  /** What a release needs, and what we would like. */
  readonly ship?: number;
  readonly stretch?: number;
  /** What else to know: how it was measured, what the limit was. */
  readonly note?: string;
}

export type Verdict =
  | "stretch"
  | "ship"
  | "short of the stretch target"
  | "missed"
  | "for comparison";

/** Whether the figure reaches its targets. */
export function verdictOf({ value, better, ship, stretch }: Figure): Verdict {
  const reaches = (target: number) => (better === "more" ? value >= target : value <= target);
  if (ship !== undefined && !reaches(ship)) return "missed";
  if (stretch !== undefined && reaches(stretch)) return "stretch";
  if (ship !== undefined) return "ship";
  return stretch === undefined ? "for comparison" : "short of the stretch target";
}

/** How thorough a run is. */
export interface Pace {
  /** Seconds of one measured step. */
  readonly stepSeconds: number;
  /** Seconds a search for the highest rate may take. */
  readonly rampSeconds: number;
  readonly quick: boolean;
}

/** One part of the bench: a name for --only, and what it measures. */
export interface Part {
  readonly name: string;
  /** It runs a browser, which is many processes, as on a phone with many cores; else one core generates. */
  readonly browser?: true;
  run(pace: Pace): Promise<readonly Figure[]>;
}

/** The value below which this share of all lies; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
