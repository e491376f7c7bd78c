/** Live: what an environment runs at this moment, as its platform tells. */
import type { Place } from "./place.ts";
import type { Program } from "./tools.ts";

export interface Live {
  readonly image: string;
  /** Git commit it was built from, and fingerprint of the web app that belongs to it. */
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

/** Asks the platform for the relay of a place, as JSON. */
export const describeRelay = ({ service, project, region }: Place): Program => ({
  name: "gcloud",
  args: [
    ...["run", "services", "describe", service],
    ...["--project", project, "--region", region, "--format", "json"],
  ],
});

/** Reads the answer; undefined when it is not a service of ours. */
export function parseLive(output: string): Live | undefined {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return undefined;
  }
  const image = textAt(value, "spec", "template", "spec", "containers", 0, "image");
  const commit = textAt(value, "metadata", "labels", "commit");
  const web = textAt(value, "metadata", "labels", "web");
  return image === "" || commit === "" ? undefined : { image, commit, web };
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
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return undefined;
  }
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
