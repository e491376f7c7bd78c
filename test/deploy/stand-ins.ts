/** Stand-ins for the programs a deploy runs: each records what it was asked, and fails when told to. */
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { repositoryRoot } from "../repository.ts";

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

const program = `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const folder = process.env.STAND_IN_FOLDER;
const words = [basename(process.argv[1]), ...process.argv.slice(2)];
const line = words.join(" ");
const project = process.env.VERCEL_PROJECT_ID;
appendFileSync(join(folder, "asked"), JSON.stringify({ line, project }) + "\\n");
const fails = process.env.STAND_IN_FAILS;
if (fails && line.startsWith(fails)) {
  process.stderr.write("broken on purpose\\n");
  process.exit(1);
}
const platform = JSON.parse(readFileSync(join(folder, "platform.json"), "utf8"));
const say = (value) => process.stdout.write(typeof value === "string" ? value : JSON.stringify(value));
if (line.startsWith("git status")) say(platform.changed);
if (line.startsWith("git rev-parse")) say("${headCommit}\\n");
if (line.startsWith("gcloud run services describe")) {
  const live = platform.runs[words[4]];
  if (!live) process.exit(1);
  say({
    metadata: { labels: { commit: live.commit, web: live.web } },
    spec: { template: { spec: { containers: [{ image: live.image }] } } },
  });
}
if (line.startsWith("gcloud run revisions list")) {
  say(platform.revisions.map(({ name, active }) => ({
    metadata: { name },
    status: { conditions: [
      { type: "Ready", status: "True" },
      { type: "Active", status: active ? "True" : "False" },
    ] },
  })));
}
`;

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
    await writeFile(join(folder, "platform.json"), JSON.stringify(platform));
    await writeFile(join(folder, "asked"), "");
    const [verb = "", ...rest] = args;
    const main = join(repositoryRoot, "scripts/deploy/main.ts");
    const child = spawn(process.execPath, [main, verb, ...rest, "--places", folder], {
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
        STAND_IN_FOLDER: folder,
        STAND_IN_FAILS: options.fails ?? "",
      },
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (output += text));
    const code = await new Promise<number>((resolve) => {
      child.once("close", (status) => resolve(status ?? -1));
    });
    const lines = (await readFile(join(folder, "asked"), "utf8")).split("\n").filter(Boolean);
    const asked = lines.map((line): { line: string; project?: string } => JSON.parse(line));
    return {
      commands: asked.map(({ line }) => line),
      projects: asked.flatMap(({ line, project = "" }) =>
        line.startsWith("vercel") ? project : [],
      ),
      code,
      output,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export { placeText };
