/** Sizes as people read them. */
import { t } from "../../strings/t.ts";

const units = ["kilobyte", "megabyte", "gigabyte"] as const;

/** "0.9 kB", "86 kB", "1.4 MB": at most three digits. */
export function byteWords(bytes: number): string {
  const thousands = bytes < 1_000 ? 1 : Math.floor(Math.log10(bytes) / 3);
  const step = Math.min(thousands, units.length) - 1;
  const value = bytes / 1_000 ** (step + 1);
  return new Intl.NumberFormat(t.language, {
    style: "unit",
    unit: units[step] ?? "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
