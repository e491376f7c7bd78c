/** Stand-ins for the programs a deploy runs: each records what it was asked, and fails when told to. */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { runOrder } from "../../scripts/deploy/run-order.ts";
import { createTools } from "../../scripts/deploy/tools.ts";

export const headCommit = "4f2a9c1d7be035566aa1c0ffee00112233445566";

/** What a relay's service says of itself. */
export interface Service {
  readonly commit: string;
  /** Its newest revision has all the traffic, unless told. */
  readonly traffic?: readonly object[];
  /** The newest revision, when that is not the one that became ready. */
  readonly created?: string;
}

/** What the platforms say they run. */
export interface Platform {
  readonly services: Readonly<Record<string, Service>>;
  /** What a revision says its image is, whatever tag it was made with. */
  readonly digest: string;
  /** /release.json of a web app, by its address. */
  readonly released: Readonly<Record<string, object>>;
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
  "gcloud run services describe"*) cat "$STAND_IN_FOLDER/service-$4" ;;
  "gcloud run revisions describe"*) cat "$STAND_IN_FOLDER/revision" ;;
  "gcloud run revisions list"*) cat "$STAND_IN_FOLDER/revisions" ;;
  curl*) for url; do :; done; cat "$STAND_IN_FOLDER/released-$(echo "$url" | cut -d / -f 3)" ;;
esac
`;

/** What gcloud says of a service, and of its revisions. */
const serviceJson = ({ commit, traffic, created }: Service): string =>
  JSON.stringify({
    metadata: { labels: { commit } },
    spec: { traffic: traffic ?? [{ latestRevision: true, percent: 100 }] },
    status: {
      latestReadyRevisionName: "relay-00007",
      latestCreatedRevisionName: created ?? "relay-00007",
    },
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

const quiet: Platform = { services: {}, digest: "", released: {}, revisions: [], changed: "" };

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
    for (const name of ["git", "npm", "npx", "gcloud", "vercel", "curl"]) {
      await writeFile(join(bin, name), program);
      await chmod(join(bin, name), 0o755);
    }
    await writeFile(join(folder, "staging.env"), options.staging ?? placeText("staging"));
    await writeFile(join(folder, "production.env"), options.production ?? placeText("production"));
    const platform = { ...quiet, ...options.platform };
    for (const [name, service] of Object.entries(platform.services)) {
      await writeFile(join(folder, `service-${name}`), serviceJson(service));
    }
    for (const [host, said] of Object.entries(platform.released)) {
      await writeFile(join(folder, `released-${host}`), JSON.stringify(said));
    }
    const revision = { status: { imageDigest: platform.digest } };
    await writeFile(join(folder, "revision"), JSON.stringify(revision));
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
