/** Place: where one environment runs and how its relay is set, read from `deploy/<name>.env`. */
import { parseEnv } from "node:util";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { parseConfig, readText } from "@festival-chat/relay";

/** Environments that are deployed; development runs where it is written. */
export const stages = ["staging", "production"] as const;
export type StageName = (typeof stages)[number];

export interface Place {
  readonly environment: StageName;
  /** Cloud project, region and service of the relay. */
  readonly project: string;
  readonly region: string;
  readonly service: string;
  /** Image name without a tag. */
  readonly image: string;
  /** Id of the web app's project at its host. */
  readonly webProject: string;
  /** https origin of the relay. */
  readonly relayOrigin: string;
  /** https origin of the web app: what people scan. */
  readonly webOrigin: string;
  /** The relay's settings, as its process gets them. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Says where it runs; everything else in the file is a setting of the relay. */
const placeNames = [
  "DEPLOY_PROJECT",
  "DEPLOY_REGION",
  "DEPLOY_SERVICE",
  "DEPLOY_IMAGE",
  "DEPLOY_WEB_PROJECT",
] as const;

/** Host names that stand for "put yours here" (RFC 2606). */
const isExample = (value: string): boolean => /\bexample\b/u.test(value);

/**
 * Reads a place.
 * @param text the file: NAME=value lines
 * @returns the place, or every mistake with what to do about it
 */
export function parsePlace(environment: StageName, text: string): Result<Place, readonly string[]> {
  const file = `deploy/${environment}.env`;
  const values = parseEnv(text);
  const mistakes: string[] = [];
  const need = (name: string): string => {
    const value = values[name]?.trim() ?? "";
    if (value === "") mistakes.push(`${file} lacks ${name}.`);
    else if (isExample(value)) mistakes.push(`${name} in ${file} is the example: put yours there.`);
    return value;
  };
  const [project = "", region = "", service = "", image = "", webProject = ""] =
    placeNames.map(need);
  const webOrigin = need("PUBLIC_URL");
  const relayUrl = need("RELAY_URL");
  if (values["FESTIVAL_ENV"] !== environment) {
    mistakes.push(`FESTIVAL_ENV in ${file} has to be ${environment}.`);
  }
  if (!/^https:\/\/[^/]+$/u.test(webOrigin)) {
    mistakes.push(`PUBLIC_URL in ${file} has to be like https://chat.your-festival.org.`);
  }
  if (!/^wss:\/\/[^/]+(?:\/ws)?$/u.test(relayUrl)) {
    mistakes.push(`RELAY_URL in ${file} has to be like wss://relay.your-festival.org/ws.`);
  }
  const settings = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith("DEPLOY_") && value !== undefined) settings.set(name, value);
  }
  const config = parseConfig(Object.fromEntries(settings), readText);
  if (!config.ok) mistakes.push(...config.error.map((one) => `${file}: ${one}`));
  if (mistakes.length > 0) return err(mistakes);
  const relayOrigin = relayUrl.replace(/^wss/u, "https").replace(/\/ws$/u, "");
  const runs = { project, region, service, image, webProject, relayOrigin, webOrigin };
  return ok({ environment, ...runs, settings });
}

/** What two environments must not share, in words; empty when they are apart. */
export function sharedBetween(one: Place, other: Place): readonly string[] {
  const shared: string[] = [];
  if (one.project === other.project && one.service === other.service) shared.push("the service");
  if (one.relayOrigin === other.relayOrigin) shared.push("the relay's address");
  if (one.webProject === other.webProject) shared.push("the web app's project");
  if (one.webOrigin === other.webOrigin) shared.push("the web app's address");
  return shared;
}
