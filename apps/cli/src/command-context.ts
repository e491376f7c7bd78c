/** What a command gets from the process it runs in. */
import type { Output } from "./output.ts";

export interface CommandContext {
  readonly output: Output;
  /** What a person or program types. Read by `join` alone, which then has it to itself. */
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy(): unknown };
  /** Aborted when the person or the system wants the command to end. */
  readonly signal: AbortSignal;
}
