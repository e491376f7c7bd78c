/** Invitations: links (SPEC K2) and the reading of six spoken words (SPEC K3). */
import { err, ok, type Result } from "../wire/result.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { ROOT_BYTES } from "./room-key.ts";

export interface LinkInvite {
  readonly kind: "link";
  /** Origin of the link, or "" when only its fragment was given. */
  readonly origin: string;
  readonly root: Uint8Array;
  /** 8-byte host fingerprint, when the link carries one. */
  readonly host: Uint8Array | undefined;
}

export interface WordsInvite {
  readonly kind: "words";
  readonly words: readonly string[];
}

export interface InviteError {
  /** no-link: nothing that looks like one. damaged: a link whose secret is cut or mistyped. */
  readonly kind: "no-link" | "damaged";
  readonly what: string;
}

const rootCharacters = 22;
const hostCharacters = 11;
/** Longest text that is read as a link: an origin and its fragment with room to spare. */
const linkCharacters = 400;

/** `<origin>/#<root>.<host>`: the secret is in the fragment, which never reaches a server. */
export function formatLink(origin: string, root: Uint8Array, host: Uint8Array | undefined): string {
  const suffix = host === undefined ? "" : `.${toBase64url(host)}`;
  return `${origin}/#${toBase64url(root)}${suffix}`;
}

/** scheme://authority, lower-cased, of a link whose path is empty; undefined for anything else. */
function readOrigin(text: string): string | undefined {
  const match = /^(https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?)\/?$/i.exec(text);
  return match?.[1]?.toLowerCase();
}

/**
 * Reads a link: a whole URL, or its fragment with or without "#". Space around it and punctuation
 * after it (it was pasted from a sentence) are forgiven; anything else is not.
 */
export function parseLink(text: string): Result<LinkInvite, InviteError> {
  if (text.length > linkCharacters) return err({ kind: "no-link", what: "too long" });
  const trimmed = text.trim().replace(/[^A-Za-z0-9_-]+$/, "");
  const hash = trimmed.indexOf("#");
  const origin = hash <= 0 ? "" : readOrigin(trimmed.slice(0, hash));
  if (origin === undefined) return err({ kind: "no-link", what: "not a web address" });
  const fragment = trimmed.slice(hash + 1);
  if (hash < 0 && !/^[A-Za-z0-9_-]{22}(\.|$)/.test(fragment)) {
    return err({ kind: "no-link", what: "no fragment" });
  }
  const [rootText = "", hostText, ...more] = fragment.split(".");
  const root = rootText.length === rootCharacters ? fromBase64url(rootText) : undefined;
  if (root?.length !== ROOT_BYTES) return err({ kind: "damaged", what: "secret" });
  if (hostText === undefined) return ok({ kind: "link", origin, root, host: undefined });
  const host = hostText.length === hostCharacters ? fromBase64url(hostText) : undefined;
  if (host === undefined || more.length > 0) return err({ kind: "damaged", what: "host" });
  return ok({ kind: "link", origin, root, host });
}

/**
 * Words as they are compared: lower case, without accents, split at anything that is no letter.
 * "yo-yo" stays one word. The words need not be on the list.
 */
export function normaliseWords(text: string): readonly string[] {
  const plain = text
    .slice(0, linkCharacters)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  return plain
    .replace(/(^|[^a-z])yo[^a-z]+yo(?![a-z])/g, "$1yoyo")
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}
