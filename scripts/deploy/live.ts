/** Live: what an environment serves at this moment, as its platform and its web app tell. */
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import type { Place } from "./place.ts";
import type { Program } from "./tools.ts";

/** The relay that has all the traffic. */
export interface Live {
  readonly revision: string;
  /** Git commit it was built from. */
  readonly commit: string;
}

/** What is released: of the web app, its files say so themselves. */
export interface Release {
  /** Name with a tag or a digest; undefined when the relay stays. */
  readonly image: string | undefined;
  /** Git commit, and fingerprint of the web app that belongs to it. */
  readonly commit: string;
  readonly web: string;
}

const at = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let here = value;
  for (const name of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
};

const textAt = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
};

/** JSON, or undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks the platform for the relay of a place, as JSON. */
export const describeRelay = ({ service, project, region }: Place): Program => ({
  name: "gcloud",
  args: [
    ...["run", "services", "describe", service],
    ...["--project", project, "--region", region, "--format", "json"],
  ],
});

/** Reads the answer: what serves, or why nothing of it may go further. */
export function parseLive(output: string): Result<Live, string> {
  const value = parseJson(output);
  const commit = textAt(value, "metadata", "labels", "commit");
  if (commit === "") return err("staging runs nothing that npm run deploy brought there.");
  // The labels are of the newest revision: after a rollback, or when it did not start, another serves.
  const traffic = at(value, "spec", "traffic");
  const isNewest =
    Array.isArray(traffic) &&
    traffic.every((one) => at(one, "latestRevision") === true || at(one, "percent") === 0);
  const revision = textAt(value, "status", "latestReadyRevisionName");
  if (!isNewest || revision !== textAt(value, "status", "latestCreatedRevisionName")) {
    return err("staging was set back, or its newest revision does not serve: deploy there again.");
  }
  return ok({ revision, commit });
}

/** Asks for one revision of a relay, as JSON. */
export const describeRevision = ({ project, region }: Place, revision: string): Program => ({
  name: "gcloud",
  args: [
    ...["run", "revisions", "describe", revision],
    ...["--project", project, "--region", region, "--format", "json"],
  ],
});

/** The image of a revision by its digest: a tag may have moved since. */
export function parseDigest(output: string): string | undefined {
  const digest = textAt(parseJson(output), "status", "imageDigest");
  return /@sha256:[0-9a-f]{64}$/u.test(digest) ? digest : undefined;
}

/** Where a web app says what it is, below its address. */
export const releasePath = "/release.json";

export const releaseText = ({ commit, web }: Release): string =>
  `${JSON.stringify({ commit, web })}\n`;

/** Asks a web app what it is. */
export const readRelease = (webOrigin: string): Program => ({
  name: "curl",
  args: ["--silent", "--show-error", "--fail", `${webOrigin}${releasePath}`],
});

/** Reads the answer; undefined when it is not a web app that was deployed. */
export function parseRelease(output: string): Omit<Release, "image"> | undefined {
  const value = parseJson(output);
  const commit = textAt(value, "commit");
  const web = textAt(value, "web");
  return commit === "" || web === "" ? undefined : { commit, web };
}

/** Asks for the newest revisions of a relay, the newest first. */
export const listRevisions = ({ service, project, region }: Place): Program => ({
  name: "gcloud",
  args: [
    ...["run", "revisions", "list", "--service", service],
    ...["--project", project, "--region", region],
    ...["--sort-by", "~metadata.creationTimestamp", "--limit", "10", "--format", "json"],
  ],
});

/** The revision before the one that serves: the newest that is ready and does not serve. */
export function previousRevision(output: string): string | undefined {
  const value = parseJson(output);
  if (!Array.isArray(value)) return undefined;
  const revisions = value.map((one) => ({
    name: textAt(one, "metadata", "name"),
    serves: at(one, "status", "traffic") !== undefined || conditionOf(one, "Active") === "True",
    ready: conditionOf(one, "Ready") === "True",
  }));
  const serving = revisions.findIndex(({ serves }) => serves);
  return revisions.slice(serving + 1).find(({ ready, name }) => ready && name !== "")?.name;
}

function conditionOf(revision: unknown, type: string): string {
  const conditions = at(revision, "status", "conditions");
  if (!Array.isArray(conditions)) return "";
  return textAt(
    conditions.find((one) => textAt(one, "type") === type),
    "status",
  );
}
