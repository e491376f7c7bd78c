/** What a person copies for the organisers: what was found, and on what. No message, name or code. */
import type { Outcome } from "@festival-chat/client";
import type { PageCheckName } from "@festival-chat/client/browser";

/** What the report tells of the phone. */
export interface Device {
  readonly origin: string;
  readonly version: string;
  readonly environment: string | undefined;
  readonly browser: string;
  readonly at: Date;
}

const lineOf = (outcome: Outcome<PageCheckName>): string => {
  switch (outcome.kind) {
    case "passed":
      return `ok      ${outcome.name}: ${outcome.found}`;
    case "failed":
      return `FAILED  ${outcome.name}: ${outcome.fault}: ${outcome.found}. ${outcome.advice}`;
    case "skipped":
      return `skipped ${outcome.name}: needs ${outcome.because}`;
  }
};

/** In English, for whoever runs the relay. */
export const reportText = (device: Device, outcomes: readonly Outcome<PageCheckName>[]): string =>
  [
    `festival-chat ${device.version}, ${device.environment ?? "environment not known"}`,
    device.origin,
    device.at.toISOString(),
    device.browser,
    ...outcomes.map(lineOf),
  ].join("\n");
