/** Stand-ins for the programs a deploy runs: each records what it was asked, and fails when told to. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { runOrder } from "../../scripts/deploy/run-order.ts";
import { createTools } from "../../scripts/deploy/tools.ts";

export const headCommit = "4f2a9c1d7be035566aa1c0ffee00112233445566";

/** What the platform says it runs: by service. */
export interface Platform {
  readonly runs: Readonly<Record<string, { image: string; commit: string; web: string }>>;
  readonly revisions: readonly { readonly name: string; readonly active: boolean }[];
  /** Files that git finds changed. */
  readonly changed: string;
}

export interface Asked {
  /** Each program with its arguments, in order. */
  readonly commands: readonly string[];
  /** VERCEL_PROJECT_ID of each vercel run. */
  readonly projects: readonly string[];
  readonly code: number;
  readonly output: string;
}

/** In the shell's own words: it is started two hundred times. */
const program = `#!/bin/sh
line="\${0##*/} $*"
printf '%s\\t%s\\n' "$line" "$VERCEL_PROJECT_ID" >> "$STAND_IN_FOLDER/asked"
if [ -n "$STAND_IN_FAILS" ]; then
  case "$line" in "$STAND_IN_FAILS"*) echo "broken on purpose" >&2; exit 1 ;; esac
fi
case "$line" in
  "git status"*) cat "$STAND_IN_FOLDER/changed" ;;
  "git rev-parse"*) echo "${headCommit}" ;;
  "gcloud run services describe"*) cat "$STAND_IN_FOLDER/runs-$4" ;;
  "gcloud run revisions list"*) cat "$STAND_IN_FOLDER/revisions" ;;
esac
`;

/** What gcloud says of a service, and of its revisions. */
const serviceJson = ({ image, commit, web }: Platform["runs"][string]): string =>
  JSON.stringify({
    metadata: { labels: { commit, web } },
    spec: { template: { spec: { containers: [{ image }] } } },
  });
const revisionsJson = (revisions: Platform["revisions"]): string =>
  JSON.stringify(
    revisions.map(({ name, active }) => ({
      metadata: { name },
      status: {
        conditions: [
          { type: "Ready", status: "True" },
          { type: "Active", status: active ? "True" : "False" },
        ],
      },
    })),
  );

const placeText = (environment: string, more = ""): string =>
  [
    "DEPLOY_PROJECT=owl-fest",
    "DEPLOY_REGION=north",
    `DEPLOY_SERVICE=relay-${environment}`,
    "DEPLOY_IMAGE=images/relay",
    `DEPLOY_WEB_PROJECT=prj_${environment}`,
    `FESTIVAL_ENV=${environment}`,
    `PUBLIC_URL=https://${environment}.owl-fest.org`,
    `RELAY_URL=wss://relay.${environment}.owl-fest.org/ws`,
    more,
  ].join("\n");

const quiet: Platform = { runs: {}, revisions: [], changed: "" };

/** Runs `npm run deploy` or `npm run rollback` with stand-ins in front of PATH. */
export async function runDeploy(
  args: readonly string[],
  options: {
    readonly platform?: Partial<Platform>;
    /** The first command line that begins like this fails. */
    readonly fails?: string;
    readonly staging?: string;
    readonly production?: string;
  } = {},
): Promise<Asked> {
  const folder = await mkdtemp(join(tmpdir(), "festival-deploy-"));
  try {
    const bin = join(folder, "bin");
    await mkdir(bin);
    for (const name of ["git", "npm", "npx", "gcloud", "vercel"]) {
      await writeFile(join(bin, name), program);
      await chmod(join(bin, name), 0o755);
    }
    await writeFile(join(folder, "staging.env"), options.staging ?? placeText("staging"));
    await writeFile(join(folder, "production.env"), options.production ?? placeText("production"));
    const platform = { ...quiet, ...options.platform };
    for (const [service, live] of Object.entries(platform.runs)) {
      await writeFile(join(folder, `runs-${service}`), serviceJson(live));
    }
    await writeFile(join(folder, "revisions"), revisionsJson(platform.revisions));
    await writeFile(join(folder, "changed"), platform.changed);
    await writeFile(join(folder, "asked"), "");
    const [verb, ...rest] = args;
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const tools = createTools(
      {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
        STAND_IN_FOLDER: folder,
        STAND_IN_FAILS: options.fails ?? "",
      },
      say,
    );
    const code = await runOrder(verb, [...rest, "--places", folder], tools, say);
    const lines = (await readFile(join(folder, "asked"), "utf8")).split("\n").filter(Boolean);
    const asked = lines.map((line) => line.split("\t"));
    return {
      commands: asked.map(([command = ""]) => command),
      projects: asked.flatMap(([command = "", project = ""]) =>
        command.startsWith("vercel") ? project : [],
      ),
      code,
      output: `${said.join("\n")}\n`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export { placeText };
