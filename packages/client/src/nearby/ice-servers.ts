/** Servers that help phones to find a way, from the text of /config.json. Total. */
import type { IceServer } from "./rtc.ts";

/** More than an operator runs. */
const MOST = 8;
const MOST_CHARACTERS = 512;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= MOST_CHARACTERS;

/** None when the text names none, or is not the text of a configuration. */
export function readIceServers(config: string | undefined): readonly IceServer[] {
  const list = fieldsOf(parse(config)).get("iceServers");
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST).flatMap((entry): IceServer[] => {
    const fields = fieldsOf(entry);
    const named: unknown = fields.get("urls");
    const all: readonly unknown[] = Array.isArray(named) ? named : [named];
    const urls = all.filter(isText).filter((url) => /^(?:stun|turn)s?:/.test(url));
    if (urls.length === 0) return [];
    const username = fields.get("username");
    const credential = fields.get("credential");
    return [isText(username) && isText(credential) ? { urls, username, credential } : { urls }];
  });
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
