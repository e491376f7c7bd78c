/** Command line of the simulation. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string }
  | {
      readonly kind: "run";
      readonly seeds: readonly number[];
      readonly workers: number;
      readonly json: boolean;
      readonly mutants: boolean;
    };

export const helpText = `npm run sim -- [options]

Whole festivals in virtual time: phones, a relay and everything that goes wrong, drawn from a seed.

  --seeds N    run N seeds (200 unless told otherwise)
  --from S     start with seed S (1)
  --seed S     run this one seed and tell what happened in it
  --workers N  threads (one per core)
  --mutants    run the deliberate bugs instead: each must be caught
  --json       one JSON object per line
  --ci         a line of progress now and then, nothing else
  --help
`;

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;

export function parseRequest(args: readonly string[]): Request {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: "string", default: "200" },
        from: { type: "string", default: "1" },
        seed: { type: "string" },
        workers: { type: "string", default: String(availableParallelism()) },
        mutants: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        ci: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const [count, from, workers] = [values.seeds, values.from, values.workers].map(whole);
    const one = whole(values.seed);
    if (values.seed !== undefined && one === undefined) {
      return { kind: "wrong", why: "--seed takes a whole number" };
    }
    if (count === undefined || from === undefined || workers === undefined || workers < 1) {
      return { kind: "wrong", why: "--seeds, --from and --workers take whole numbers" };
    }
    return {
      kind: "run",
      seeds: one === undefined ? Array.from({ length: count }, (_, i) => from + i) : [one],
      workers: one === undefined ? workers : 1,
      json: values.json,
      mutants: values.mutants,
    };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
}
