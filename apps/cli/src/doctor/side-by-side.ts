/** Outcomes of several addresses as a table: one row a check, one column an address. */
import type { Outcome } from "@festival-chat/client";
import { plainLine } from "../terminal-text.ts";
import { type CheckName, titles } from "./check-names.ts";

const signs = { passed: "✓", failed: "✗", skipped: "-" } as const;
const titleWidth = 14;

/** One line for people. */
export function outcomeLine(outcome: Outcome<CheckName>): string {
  const title = titles[outcome.name].padEnd(12);
  const sign = signs[outcome.kind];
  switch (outcome.kind) {
    case "passed":
      return `${sign} ${title} ${plainLine(outcome.found)}`;
    case "failed":
      return `${sign} ${title} ${plainLine(outcome.found)}. ${plainLine(outcome.advice)}`;
    case "skipped":
      return `${sign} ${title} not checked, because of: ${titles[outcome.because]}`;
  }
}

/** A table of signs, and under it a line for each failure. */
export function tableLines(
  outcomes: ReadonlyMap<string, readonly Outcome<CheckName>[]>,
): readonly string[] {
  const addresses = [...outcomes.keys()];
  const names = new Set([...outcomes.values()].flatMap((found) => found.map(({ name }) => name)));
  const cell = (address: string, name: CheckName): string => {
    const outcome = outcomes.get(address)?.find((one) => one.name === name);
    return (outcome === undefined ? "" : signs[outcome.kind]).padEnd(address.length);
  };
  const rows = [...names].map((name) =>
    [titles[name].padEnd(titleWidth), ...addresses.map((address) => cell(address, name))]
      .join("  ")
      .trimEnd(),
  );
  const failures = addresses.flatMap((address) =>
    (outcomes.get(address) ?? []).flatMap((outcome) =>
      outcome.kind === "failed" ? [`${address}  ${outcomeLine(outcome)}`] : [],
    ),
  );
  return [["".padEnd(titleWidth), ...addresses].join("  "), ...rows, ...failures];
}
