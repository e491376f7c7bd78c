/** Dials a relay and reads its hello: whether a WebSocket gets through, and what time it is there. */
import {
  decodeFrame,
  type Environment,
  type FrameOf,
  type Millis,
  negotiateVersion,
  PROTOCOL_VERSION,
  wireErrorByCode,
  wireErrors,
} from "@festival-chat/protocol/wire";
import type { Dialer } from "../ports.ts";
import { failed, type Finding, passed } from "./check.ts";

export interface Greeting {
  readonly hello: FrameOf<"hello">;
  /** From dialling to hello. */
  readonly tookMillis: Millis;
  /** How far this device's clock is ahead of the relay's; right to half of what hello took. */
  readonly aheadMillis: Millis;
}

export type GreetingError =
  /** Closed before anything came; 1006 when the network or a proxy did it. */
  | { readonly kind: "closed"; readonly code: number }
  /** Something answered that is no relay. */
  | { readonly kind: "no-relay" };

/**
 * Settles with the first frame or the end of the link. Hangs up in every case; the deadline is the
 * caller's.
 */
export function greet(
  dialer: Dialer,
  url: string,
  now: () => Millis,
): Promise<Greeting | GreetingError> {
  return new Promise((resolve) => {
    const dialledAt = now();
    let openedAt = dialledAt;
    const link = dialer.dial(url, {
      opened() {
        openedAt = now();
      },
      writable() {},
      closed: (code) => resolve({ kind: "closed", code }),
      received(bytes) {
        const receivedAt = now();
        const frame = decodeFrame(bytes);
        if (!frame.ok || frame.value.kind !== "hello") {
          resolve({ kind: "no-relay" });
        } else {
          // Copied: frames are views of memory the link may use again.
          const hello = { ...frame.value, nonce: frame.value.nonce.slice() };
          const aheadMillis = Math.round((openedAt + receivedAt) / 2 - hello.relayTime);
          resolve({ hello, tookMillis: receivedAt - dialledAt, aheadMillis });
        }
        link.close(wireErrors.Normal.code);
      },
    });
  });
}

/** The greeting as a finding about the way to the relay. */
export function upgradeFinding(greeting: Greeting | GreetingError, url: string): Finding {
  if ("kind" in greeting) {
    if (greeting.kind === "no-relay") {
      return failed(
        `${url} speaks, but not like a relay`,
        "Check the address: another program answers there.",
        "wrong-answer",
      );
    }
    const error = wireErrorByCode(greeting.code);
    if (error === "WrongOrigin") {
      return failed(
        "the relay does not take this web address",
        "Open the address the relay is run for, or add this one to its WEB_ORIGINS.",
        "wrong-address",
      );
    }
    return failed(
      `${url} did not open a WebSocket (${error ?? greeting.code})`,
      "A proxy or Wi-Fi on the way must let WebSocket upgrades of /ws through.",
      "no-link",
    );
  }
  const { hello } = greeting;
  const ours = { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION };
  if (negotiateVersion(ours, hello.versions) === undefined) {
    return failed(
      `the relay speaks versions ${hello.versions.min} to ${hello.versions.max}, this program ${PROTOCOL_VERSION}`,
      "Update whichever of the two is older.",
      "version",
    );
  }
  return passed(
    `hello after ${greeting.tookMillis} ms, environment ${hello.environment}`,
    greeting.tookMillis,
  );
}

/** The greeting as a finding about whose relay it is: the environments never mix. */
export function environmentFinding({ hello }: Greeting, ours: Environment | undefined): Finding {
  return ours === undefined || hello.environment === ours
    ? passed(`environment ${hello.environment}`)
    : failed(
        `the page is of ${ours}, the relay of ${hello.environment}`,
        "Give the page's /config.json the address of a relay of its own environment.",
        "wrong-environment",
      );
}

/** Beyond it messages carry times that others will not believe. */
const acceptedMillis = 2 * 60_000;

const inWords = (millis: Millis): string =>
  Math.abs(millis) < 10_000 ? `${millis} ms` : `${Math.round(millis / 1_000)} s`;

/** The greeting as a finding about this device's clock. */
export function clockFinding({ aheadMillis }: Greeting): Finding {
  const found = `this clock is ${inWords(Math.abs(aheadMillis))} ${aheadMillis < 0 ? "behind" : "ahead of"} the relay's`;
  return Math.abs(aheadMillis) <= acceptedMillis
    ? passed(found)
    : failed(found, "Set the clock of this device (or of the relay) by the network.", "clock");
}
