/** Puts the parts of pushing together, for a relay that is one process. */
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Metrics } from "../metrics.ts";
import type { RelayLimits } from "../relay-limits.ts";
import { createDoorbell, type Doorbell } from "./doorbell.ts";
import { createPushPoster } from "./post-push.ts";
import { loadPushIdentity } from "./push-identity.ts";
import { openSqliteBells } from "./sqlite-bells.ts";

export interface Push {
  readonly doorbell: Doorbell;
  /** What browsers subscribe with, base64url. */
  readonly publicKey: string;
}

/**
 * Undefined where push services would have nobody to turn to.
 * @throws Error when a file of the data folder cannot be used, with what to do
 */
export function startPush(
  config: Pick<Config, "dataDir" | "environment" | "pushContact">,
  limits: RelayLimits,
  metrics: Metrics,
): Push | undefined {
  const { dataDir, environment, pushContact } = config;
  if (pushContact === undefined) return undefined;
  const identity = loadPushIdentity(dataDir, pushContact);
  const bounds = { perRoom: limits.bellsPerRoom, all: limits.bells };
  const doorbell = createDoorbell({
    bells: openSqliteBells(join(dataDir, "bells.sqlite"), bounds),
    identity,
    poster: createPushPoster({
      deadlineMillis: limits.pushDeadlineMillis,
      sockets: limits.pushesAtOnce,
      now: Date.now,
    }),
    limits,
    metrics,
    now: Date.now,
    schedule(run, millis) {
      // A pause of a room keeps no process alive.
      const timer = setTimeout(run, millis).unref();
      return () => clearTimeout(timer);
    },
    allowsLoopback: environment === "development",
  });
  return { doorbell, publicKey: identity.publicKey };
}
