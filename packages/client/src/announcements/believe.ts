/** Whose announcements this phone believes: the first organiser key it saw, and where that led (SPEC N3, N4). */
import {
  type Environment,
  environments,
  followOrganiserKey,
  fromHex,
  type KeySuccession,
  limits,
  toHex,
  type VerifySignature,
} from "@festival-chat/protocol/wire";
import type { Believed } from "./board.ts";

/** What /config.json says of the organiser. */
export interface OfferedOrganiser {
  readonly environment: Environment;
  readonly eventTag: string;
  /** 32 bytes; undefined: nobody makes announcements here. */
  readonly key: Uint8Array | undefined;
  readonly successions: readonly KeySuccession[];
}

const keyBytes = 32;
const signatureBytes = 64;

type Fields = ReadonlyMap<string, unknown>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;

function read(text: string | undefined): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return fieldsOf(value);
  } catch {
    return undefined;
  }
}

/** base64url without padding (RFC 4648 section 5) of exactly so many bytes. */
function bytesOf(value: unknown, length: number): Uint8Array | undefined {
  if (typeof value !== "string" || !/^[\w-]{1,128}$/u.test(value)) return undefined;
  try {
    const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function audienceOf(fields: Fields): Pick<Believed, "environment" | "eventTag"> | undefined {
  const environment = environments.find((name) => name === fields.get("environment"));
  const eventTag = fields.get("eventTag");
  if (environment === undefined || typeof eventTag !== "string") return undefined;
  return { environment, eventTag };
}

/** Reads the text of /config.json; total. Undefined: it is none. */
export function parseOffered(config: string): OfferedOrganiser | undefined {
  const fields = read(config);
  const audience = fields && audienceOf(fields);
  if (fields === undefined || audience === undefined) return undefined;
  const list: unknown = fields.get("organiserSuccessions");
  const steps: readonly unknown[] = Array.isArray(list) ? list.slice(0, limits.keySuccessions) : [];
  const successions = steps.flatMap((entry) => {
    const step = fieldsOf(entry);
    const key = bytesOf(step?.get("key"), keyBytes);
    const next = bytesOf(step?.get("next"), keyBytes);
    const signature = bytesOf(step?.get("signature"), signatureBytes);
    return key && next && signature ? [{ key, next, signature }] : [];
  });
  return { ...audience, key: bytesOf(fields.get("organiserKey"), keyBytes), successions };
}

/** Whom to believe once a relay has said who its organiser is. */
export async function believe(
  before: Believed | undefined,
  offered: OfferedOrganiser,
  verify: VerifySignature,
): Promise<Believed> {
  const { environment, eventTag, key, successions } = offered;
  const audience = { environment, eventTag };
  return {
    ...audience,
    key: await followOrganiserKey(before?.key, key, successions, audience, verify),
  };
}

/** As text, for the memory of a browser. */
export const packBelieved = ({ key, environment, eventTag }: Believed): string =>
  JSON.stringify({ environment, eventTag, key: key && toHex(key) });

/** Reads such a text; total. */
export function parseBelieved(text: string | undefined): Believed | undefined {
  const fields = read(text);
  const audience = fields && audienceOf(fields);
  if (fields === undefined || audience === undefined) return undefined;
  const hex = fields.get("key");
  const key = typeof hex === "string" ? fromHex(hex) : undefined;
  return { ...audience, key: key?.length === keyBytes ? key : undefined };
}
