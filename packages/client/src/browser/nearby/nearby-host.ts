/** What links to other phones use of a browser. Each part may be missing, throw or never answer. */
import { attempt, withDeadline } from "../../deadline.ts";
import type { Schedule } from "../../link/schedule.ts";
import type { CreateConnection } from "../../nearby/rtc.ts";
import { pageSchedule } from "../clock.ts";
import type { HintsOptions } from "../hints.ts";

export interface NearbyHost {
  readonly schedule: Schedule;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly createConnection: CreateConnection;
  readonly window: HintsOptions["window"];
  readonly document: HintsOptions["document"];
  /** Whether the browser keeps this page from the network around it; undefined where it does not tell. */
  mayReachLocal(): Promise<boolean | undefined>;
}

/** A browser answers at once what it was allowed. */
const PERMISSION_MILLIS = 2_000;

/** The page this runs in. Asks nobody anything. */
export function readNearbyHost(): NearbyHost {
  return {
    schedule: pageSchedule,
    now: Date.now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    createConnection: (iceServers) =>
      new RTCPeerConnection({
        iceServers: iceServers.map(({ urls, ...rest }) => ({
          urls: typeof urls === "string" ? urls : [...urls],
          ...rest,
        })),
      }),
    window,
    document,
    async mayReachLocal() {
      // Chromium from 142 on; the types of the standard do not know it yet.
      const descriptor: object = { name: "local-network-access" };
      const asked = await withDeadline(
        () => navigator.permissions.query(descriptor as PermissionDescriptor),
        PERMISSION_MILLIS,
        pageSchedule,
      );
      return asked.ok ? asked.value.state !== "denied" : undefined;
    },
  };
}

/** Whether this browser has WebRTC at all. */
export const hasWebRtc = (): boolean =>
  attempt(() => typeof RTCPeerConnection === "function") === true;
