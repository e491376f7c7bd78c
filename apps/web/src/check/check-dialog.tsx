/** Connection check: the doctor's checks, on the phone that has the problem. One line each. */
import { runChecks, type Outcome } from "@festival-chat/client";
import {
  createPageDoctor,
  type PageCheckName,
  pageCheckNames,
  readPageDoctorHost,
} from "@festival-chat/client/browser";
import { useEffect, useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { checkWords as words } from "../strings/check-words.ts";
import { mayDebug } from "../debug/watch-debug-key.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { appVersion } from "./app-version.ts";
import { reportText } from "./report.ts";
import { SignInLink } from "./sign-in-link.tsx";

/** Round trips of a very slow field, several of them, end within it. */
const deadlineMillis = 15_000;

type Found = Partial<Record<PageCheckName, Outcome<PageCheckName>>>;

const signs = { passed: "✓", failed: "✕", skipped: "–", waiting: "·" } as const;

function said(name: PageCheckName, outcome: Outcome<PageCheckName> | undefined): string {
  switch (outcome?.kind) {
    case undefined:
      return words.waiting;
    case "passed":
      return words.works[name];
    case "failed":
      return words.faults[outcome.fault].said;
    case "skipped":
      return words.skipped(words.titles[outcome.because]);
  }
}

function CheckLine({
  state,
  name,
  outcome,
}: {
  readonly state: AppState;
  readonly name: PageCheckName;
  readonly outcome: Outcome<PageCheckName> | undefined;
}) {
  const kind = outcome?.kind ?? "waiting";
  const fault = outcome?.kind === "failed" ? outcome.fault : undefined;
  return (
    <li class="check" data-kind={kind}>
      <span class="check-sign" aria-hidden="true">
        {signs[kind]}
      </span>
      <span class="check-title">{words.titles[name]}</span>
      <span class="check-said">{said(name, outcome)}</span>
      {outcome?.kind === "passed" && outcome.millis !== undefined && (
        <span class="check-millis">{words.took(outcome.millis)}</span>
      )}
      {fault !== undefined && <p class="check-advice">{words.faults[fault].advice}</p>}
      {fault === "sign-in" && <SignInLink />}
      {fault === "storage-full" && (
        <button
          type="button"
          class="button"
          onClick={() => (state.dialog.value = { kind: "space" })}
        >
          {words.freeSpace}
        </button>
      )}
    </li>
  );
}

export function CheckDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [round, setRound] = useState(1);
  const [found, setFound] = useState<Found>({});
  const [over, setOver] = useState(false);
  const [copied, setCopied] = useState<string | undefined>(undefined);
  useEffect(() => {
    const host = readPageDoctorHost();
    const doctor = createPageDoctor(location.origin, host);
    let left = false;
    setFound({});
    setOver(false);
    setCopied(undefined);
    void runChecks(doctor.checks, {
      deadlineMillis,
      schedule: host.schedule,
      onOutcome: (outcome) => {
        if (!left) setFound((before) => ({ ...before, [outcome.name]: outcome }));
      },
    }).then(() => {
      if (!left) setOver(true);
      return doctor.end();
    });
    return () => {
      left = true;
      void doctor.end();
    };
  }, [round]);

  const outcomes = pageCheckNames.flatMap((name) => found[name] ?? []);
  const problems = outcomes.filter(({ kind }) => kind === "failed").length;
  const verdict = problems === 0 ? words.fine : words.problems(problems);
  const environment = state.environment.value;
  const copy = async (): Promise<void> => {
    const device = {
      origin: location.origin,
      version: appVersion(),
      environment,
      browser: navigator.userAgent,
      at: new Date(),
    };
    try {
      await navigator.clipboard.writeText(reportText(device, outcomes));
      setCopied(words.copied);
    } catch {
      setCopied(words.copyFailed);
    }
  };

  return (
    <DialogFrame name={words.title} onClose={close}>
      <p class="check-verdict" role="status">
        {over ? verdict : words.running}
      </p>
      <ul class="checks">
        {pageCheckNames.map((name) => (
          <CheckLine key={name} state={state} name={name} outcome={found[name]} />
        ))}
      </ul>
      <div class="row">
        <button type="button" class="button" onClick={() => setRound(round + 1)}>
          {words.again}
        </button>
        <button type="button" class="button" aria-disabled={!over} onClick={() => void copy()}>
          {copied ?? words.copy}
        </button>
      </div>
      <p class="explain">{words.explain}</p>
      {mayDebug(state) && (
        <button
          type="button"
          class="text-button"
          onClick={() => (state.dialog.value = { kind: "debug" })}
        >
          {words.debug}
        </button>
      )}
    </DialogFrame>
  );
}
