/**
 * The organisers' desk: what the parts of the console share. Every act goes through {@link Desk.act},
 * which writes it and its line in the audit log in one transaction.
 */
import type { DatabaseSync } from "node:sqlite";
import type { ApiError } from "@festival-chat/protocol/organiser";
import {
  type AnnouncementAudience,
  err,
  type Millis,
  type Result,
} from "@festival-chat/protocol/wire";
import type { RoomLog } from "../backend/backend.ts";
import type { Config } from "../config.ts";
import type { Metrics } from "../metrics.ts";
import type { OpenRoom } from "../open-rooms.ts";
import type { Doorbell } from "../push/doorbell.ts";
import type { Government } from "../govern.ts";
import { type ActivityFeed, createActivityFeed } from "./activity-feed.ts";
import { type Announcer, createAnnouncer } from "./announcer.ts";
import { type AuditLog, createAuditLog } from "./audit-log.ts";
import { createDecisions, type Decisions } from "./decisions.ts";
import { write } from "./organiser-database.ts";
import { loadOrganiserKey, type OrganiserKey } from "./organiser-key.ts";
import { createOrganisers, type Organisers } from "./organisers.ts";
import { loadRoomTags, type RoomTags } from "./room-tags.ts";
import type { Sampler } from "./sampler.ts";

/** What the console acts on besides its own database. */
export interface DeskPorts {
  readonly now: () => Millis;
  readonly metrics: Metrics;
  readonly log: RoomLog;
  readonly government: Government;
  readonly doorbell: Doorbell | undefined;
  readonly sampler: Sampler;
  readonly version: string;
}

export type DeskConfig = Pick<
  Config,
  "environment" | "eventTag" | "dataDir" | "openRooms" | "retentionHours" | "retentionMegabytes"
> & { readonly publicUrl: string | undefined };

/** What is there before the relay is. */
export interface DeskFiles {
  readonly db: DatabaseSync;
  readonly audience: AnnouncementAudience;
  readonly organisers: Organisers;
  readonly audit: AuditLog;
  readonly decisions: Decisions;
  readonly tags: RoomTags;
  readonly key: OrganiserKey;
  readonly announcer: Announcer;
  readonly feed: ActivityFeed;
  readonly fixedOpenRooms: readonly OpenRoom[];
}

/** Opens everything that lies in the data directory. @throws Error with what to do */
export function openDeskFiles(config: DeskConfig, db: DatabaseSync, now: () => Millis): DeskFiles {
  const { environment, eventTag, dataDir } = config;
  const audience = { environment, eventTag };
  const key = loadOrganiserKey(dataDir, db, audience);
  return {
    db,
    audience,
    organisers: createOrganisers(db),
    audit: createAuditLog(db),
    decisions: createDecisions(db),
    tags: loadRoomTags(dataDir),
    key,
    announcer: createAnnouncer(db, key, audience, now),
    feed: createActivityFeed(now),
    fixedOpenRooms: config.openRooms,
  };
}

export interface Desk extends DeskFiles, DeskPorts {
  readonly config: DeskConfig;
  /**
   * Carries out an act of an organiser and notes it, both or neither.
   * @param who the organiser's name; empty for what nobody who signed in did
   * @param detail tags and numbers as "name=value" words
   */
  act<T>(
    who: string,
    what: string,
    detail: string,
    work: () => Result<T, ApiError>,
  ): Result<T, ApiError>;
}

export function createDesk(files: DeskFiles, ports: DeskPorts, config: DeskConfig): Desk {
  const { db, audit, decisions, announcer, key } = files;
  return {
    ...files,
    ...ports,
    config,
    act(who, what, detail, work) {
      const done = write(db, () => {
        const outcome = work();
        if (outcome.ok) audit.add({ at: ports.now(), who, what, detail });
        return outcome;
      });
      if (!done.ok || !done.value.ok) {
        // What is held in memory must be what the file says.
        decisions.reload();
        announcer.reload();
        key.settle();
        return done.ok ? done.value : err("storage");
      }
      ports.metrics.add("organiser_acts");
      return done.value;
    },
  };
}
