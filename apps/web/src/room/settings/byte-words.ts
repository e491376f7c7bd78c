/** Sizes as people read them. */
import { t } from "../../strings/t.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "940 byte", "86 kB", "1.4 MB": at most three digits. */
export function byteWords(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1_000 ** step;
  return new Intl.NumberFormat(t.language, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  }).format(value);
}
