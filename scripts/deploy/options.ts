/** The command lines of `npm run deploy` and `npm run rollback`. */
import { parseArgs } from "node:util";
import { type StageName, stages } from "./place.ts";

export type DeployRequest =
  | {
      readonly kind: "run";
      readonly environment: StageName;
      readonly parts: { readonly relay: boolean; readonly web: boolean };
      readonly dryRun: boolean;
      /** Folder of the .env files. */
      readonly places: string;
    }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const deployHelp = `npm run deploy -- staging|production [--relay|--web] [--dry-run]
npm run rollback -- staging|production [--relay|--web] [--dry-run]

Deploy: preflight (clean tree, tests, settings, what staging runs), build once, relay, doctor, web app,
doctor. Stops at the first failure and says how to go back. Rollback: the versions before these.

  --relay        only the relay
  --web          only the web app
  --dry-run      look at everything, change nothing
  --places DIR   folder with staging.env and production.env (deploy)
  --help         this text

It runs gcloud and vercel, signed in as you are; both have to be on PATH.
Exit code: 0 done, 1 stopped, 2 wrong options or settings.`;

/** Reads the arguments. Total. */
export function parseDeployOptions(args: readonly string[]): DeployRequest {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        relay: { type: "boolean", default: false },
        web: { type: "boolean", default: false },
        "dry-run": { type: "boolean", default: false },
        places: { type: "string", default: "deploy" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const environment = stages.find((name) => name === positionals[0]);
    if (environment === undefined || positionals.length > 1) {
      return { kind: "wrong", why: `Say where: ${stages.join(" or ")}.` };
    }
    const both = values.relay === values.web;
    const parts = { relay: both || values.relay, web: both || values.web };
    return { kind: "run", environment, parts, dryRun: values["dry-run"], places: values.places };
  } catch (error) {
    return { kind: "wrong", why: error instanceof Error ? error.message : String(error) };
  }
}
