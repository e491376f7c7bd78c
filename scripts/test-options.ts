/** The command line of `npm test`. */
import { parseArgs } from "node:util";
import { type Stage, stages } from "./stages.ts";

/** What was asked for: run these stages, or only say something. */
export type TestRequest =
  | { readonly kind: "run"; readonly stages: readonly Stage[]; readonly stopAtFirst: boolean }
  | { readonly kind: "list" }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const helpText = `npm test [-- options]

  --fast          without simulation, torture and browser (this is npm run check)
  --only STAGE    one stage; repeat it, or separate several with commas
  --bail          stop at the first stage that fails
  --list          the stages and what they show
  --help          this text

Exit code: 0 all passed, 1 something failed, 2 wrong options, 130 interrupted.`;

/** Reads the arguments after `node scripts/test.ts`. */
export const parseTestOptions = (args: readonly string[]): TestRequest => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fast: { type: "boolean", default: false },
        only: { type: "string", multiple: true, default: [] },
        bail: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    if (values.list) return { kind: "list" };
    const wanted = values.only.flatMap((names) => names.split(","));
    const unknown = wanted.find((name) => stages.every((stage) => stage.name !== name));
    if (unknown !== undefined) {
      const names = stages.map((stage) => stage.name).join(", ");
      return { kind: "wrong", why: `There is no stage "${unknown}". The stages: ${names}.` };
    }
    const chosen = stages.filter((stage) =>
      wanted.length > 0 ? wanted.includes(stage.name) : !values.fast || stage.pace === "quick",
    );
    return { kind: "run", stages: chosen, stopAtFirst: values.bail };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
};
