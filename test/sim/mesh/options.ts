/** Command line of the simulated evenings. */
import { parseArgs } from "node:util";

export type Request =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string }
  | {
      readonly kind: "run";
      readonly seeds: readonly number[];
      readonly phones: number;
      readonly minutes: number;
      readonly json: boolean;
      /** Where the report goes; its chart goes to images/ beside it. */
      readonly report: string | undefined;
    };

export const helpText = `npm run sim:mesh -- [options]

An evening on the camp in virtual time, once with the relay alone and once with links between phones.

  --seeds N      so many evenings (1 unless told otherwise)
  --from S       the first seed (1)
  --phones N     phones (50)
  --minutes N    minutes of talk (30)
  --report FILE  write a report with a chart, to images/ beside it
  --json         one JSON object per evening
  --help
`;

const whole = (text: string | undefined): number | undefined =>
  text !== undefined && /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;

export function parseRequest(args: readonly string[]): Request {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: "string", default: "1" },
        from: { type: "string", default: "1" },
        phones: { type: "string", default: "50" },
        minutes: { type: "string", default: "30" },
        report: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const { report, json } = values;
    const numbers = [values.seeds, values.from, values.phones, values.minutes].map(whole);
    const [count, from, phones, minutes] = numbers;
    const known = count !== undefined && from !== undefined;
    if (!known || phones === undefined || minutes === undefined || phones < 2 || minutes < 1) {
      const why = "--seeds, --from, --phones (2 or more) and --minutes take whole numbers";
      return { kind: "wrong", why };
    }
    const seeds = Array.from({ length: count }, (_, i) => from + i);
    return { kind: "run", seeds, phones, minutes, json, report };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
}
