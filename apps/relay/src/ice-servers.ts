/**
 * Servers that help phones to find a way to each other, as /config.json tells them. A TURN server lets
 * in whoever knows a password that is good for some hours, made of a secret that it shares with us
 * (draft-uberti-behave-turn-rest-00, which coturn calls `use-auth-secret`).
 */
import { createHmac } from "node:crypto";

/** What RTCPeerConnection takes (WebRTC 1.0, section 4.2.4). */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** A night at a festival: phones ask for new ones whenever they come back to the app. */
const GOOD_FOR_SECONDS = 12 * 3_600;
/** Passwords change this often, so that all phones of an hour have the same one. */
const STEP_SECONDS = 3_600;

const isTurn = (url: string): boolean => /^turns?:/.test(url);

/**
 * @param secret shared with the TURN servers; without one only those that ask for nothing are named
 * @param now ms since 1970
 */
export function iceServersAt(
  urls: readonly string[],
  secret: string | undefined,
  now: number,
): readonly IceServer[] {
  const open = urls.filter((url) => !isTurn(url));
  const turn = urls.filter(isTurn);
  const servers: IceServer[] = open.length > 0 ? [{ urls: open }] : [];
  if (secret === undefined || turn.length === 0) return servers;
  const step = Math.floor(now / 1_000 / STEP_SECONDS) * STEP_SECONDS;
  const username = String(step + STEP_SECONDS + GOOD_FOR_SECONDS);
  const credential = createHmac("sha1", secret).update(username).digest("base64");
  return [...servers, { urls: turn, username, credential }];
}
