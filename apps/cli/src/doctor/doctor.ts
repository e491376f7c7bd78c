/** doctor: step by step, whether addresses can be used from here, and what to do when not. */
import { type Finding, type Outcome, runChecks } from "@festival-chat/client";
import type { CommandContext } from "../command-context.ts";
import type { ExitName } from "../exit-codes.ts";
import type { DoctorOptions } from "../invocation.ts";
import { plainLine } from "../terminal-text.ts";
import { agreementFinding } from "./agreement.ts";
import { type CheckName, exitByCheck } from "./check-names.ts";
import { createExamination, type Facts } from "./examination.ts";
import { outcomeLine, tableLines } from "./side-by-side.ts";

type Outcomes = readonly Outcome<CheckName>[];

const schedule = (run: () => void, afterMillis: number) => {
  const timer = setTimeout(run, afterMillis);
  return () => clearTimeout(timer);
};

const jsonOf = (url: string, outcome: Outcome<CheckName>) => ({
  url,
  check: outcome.name,
  result: outcome.kind,
  found: outcome.kind === "skipped" ? null : outcome.found,
  advice: outcome.kind === "failed" ? outcome.advice : null,
  fault: outcome.kind === "failed" ? outcome.fault : null,
  because: outcome.kind === "skipped" ? outcome.because : null,
});

const jsonOfAgreement = (finding: Finding) => ({
  url: null,
  check: "agreement",
  result: finding.ok ? "passed" : "failed",
  found: finding.found,
  advice: finding.ok ? null : finding.advice,
  fault: finding.ok ? null : finding.fault,
  because: null,
});

function exitOf(outcomes: readonly Outcomes[], agreement: Finding | undefined): ExitName {
  const failure = outcomes.flat().find(({ kind }) => kind === "failed");
  if (failure !== undefined) return exitByCheck[failure.name];
  return agreement === undefined || agreement.ok ? "ok" : "doctorAgreement";
}

/** Examines every address at the same time. */
export async function doctor(
  options: DoctorOptions,
  { output }: CommandContext,
): Promise<ExitName> {
  const isAlone = options.relays.length === 1;
  const facts = new Map<string, Facts>();
  const outcomesByAddress = new Map<string, Outcomes>();
  const all = await Promise.all(
    options.relays.map(async (relay) => {
      const address = relay.url ?? relay.origin;
      const examination = createExamination(relay, options);
      try {
        const outcomes = await runChecks(examination.checks, {
          deadlineMillis: options.timeoutMillis,
          schedule,
          onOutcome: (outcome) => {
            if (options.json) output.json(jsonOf(address, outcome));
            else if (isAlone) output.line(outcomeLine(outcome));
            else if (outcome.kind === "failed") output.say(`${address}  ${outcomeLine(outcome)}`);
          },
        });
        if (outcomes.some(({ name, kind }) => name === "config" && kind === "passed")) {
          facts.set(address, examination.facts());
        }
        return { address, outcomes };
      } finally {
        await examination.end();
      }
    }),
  );
  // In the order they were asked for, whichever was done first.
  for (const { address, outcomes } of all) outcomesByAddress.set(address, outcomes);
  const agreement = isAlone ? undefined : agreementFinding(facts);
  if (!isAlone && !options.json) {
    for (const line of tableLines(outcomesByAddress)) output.line(line);
  }
  if (agreement !== undefined) {
    if (options.json) output.json(jsonOfAgreement(agreement));
    else {
      const advice = agreement.ok ? "" : `. ${agreement.advice}`;
      output.line(
        `${agreement.ok ? "✓" : "✗"} Together     ${plainLine(agreement.found)}${advice}`,
      );
    }
  }
  return exitOf([...outcomesByAddress.values()], agreement);
}
