/** What can be fuzzed, and what counts as a finding. */

export interface FuzzTarget {
  readonly name: string;
  /** Valid inputs to start from. */
  readonly corpus: readonly Uint8Array[];
  /** Tries one input. A sentence when something is wrong; throwing is wrong as well. */
  check(bytes: Uint8Array): string | undefined | Promise<string | undefined>;
}

/** What `relay.ts`, `client.ts` and `mesh.ts` beside this file export: a whole program under fuzzed frames. */
export type FuzzProgram = (options: {
  /** How many frames; undefined when time decides. */
  readonly frames: number | undefined;
  readonly seconds: number | undefined;
  readonly seed: number;
}) => Promise<{
  readonly frames: number;
  /** What went wrong, with the bytes in hex where one frame did it. */
  readonly finding: string | undefined;
}>;

/** The difference between what was read and what would be written, if there is one. */
export function differs(read: Uint8Array, written: Uint8Array): string | undefined {
  return Buffer.compare(read, written) === 0
    ? undefined
    : `accepted, but would be written as ${Buffer.from(written).toString("hex")}`;
}
