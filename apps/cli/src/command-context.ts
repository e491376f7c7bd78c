/** What a command gets from the process it runs in. */
import type { Output } from "./output.ts";

export interface CommandContext {
  readonly output: Output;
  /** Aborted when the person or the system wants the command to end. */
  readonly signal: AbortSignal;
}
