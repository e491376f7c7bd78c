/** Puts the parts of the console together, for a relay that is one process. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { PublicOrganiser } from "@festival-chat/protocol/organiser";
import type { Config } from "../config.ts";
import type { OpenRoom } from "../open-rooms.ts";
import type { Warden } from "../warden.ts";
import { createWarden } from "./create-warden.ts";
import { createDesk, type DeskPorts, openDeskFiles } from "./desk.ts";
import { mergeOpenRooms } from "./open-room-list.ts";
import { openOrganiserDatabase, organiserFile, write } from "./organiser-database.ts";
import { createOrganiserHttp } from "./organiser-http.ts";
import { createSampler, type Reading } from "./sampler.ts";

/** The console before the relay is there: what the relay asks, and what phones are told. */
export interface OrganiserOffice {
  readonly warden: Warden;
  /** Fields of /config.json. */
  published(): PublicOrganiser & { readonly openRooms: readonly OpenRoom[] };
  /** How long messages are kept: as organisers decided, or as the settings say. */
  retention(): { readonly hours: number; readonly megabytes: number };
  /** Something for the feed that is no act and no frame. */
  note(kind: "storage-failed" | "pressure"): void;
  /** The relay is there: answers requests from here on. */
  open(ports: Omit<DeskPorts, "now" | "sampler"> & { readonly read: () => Reading }): OrganiserDoor;
  close(): void;
}

export interface OrganiserDoor {
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Once a second. */
  tick(): void;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** Counts of announcements are written down this often; a crash costs that much of them. */
const countsMillis = 60_000;

/**
 * Undefined where ORGANISER is off.
 * @throws Error when a file of the data folder cannot be used, with what to do
 */
export function startOrganiser(config: Config, now: () => number): OrganiserOffice | undefined {
  if (!config.organiser) return undefined;
  const db = openOrganiserDatabase(join(config.dataDir, organiserFile));
  const files = openDeskFiles(config, db, now);
  const { decisions, key, announcer, feed } = files;
  const keepCounts = (): void => void write(db, () => announcer.keepCounts());
  feed.add("relay-started");
  return {
    warden: createWarden(files),
    published: () => ({
      organiserKey: base64url(key.publicKey()),
      organiserSuccessions: key.successions().map((step) => ({
        key: base64url(step.key),
        next: base64url(step.next),
        signature: base64url(step.signature),
      })),
      openRooms: mergeOpenRooms(config.openRooms, decisions.openRooms())
        .filter(({ closed }) => !closed)
        .map(({ name, link }) => ({ name, link })),
    }),
    retention: () => ({
      hours: decisions.setting("retention-hours") ?? config.retentionHours,
      megabytes: decisions.setting("retention-megabytes") ?? config.retentionMegabytes,
    }),
    note: (kind) => feed.add(kind),
    open({ read, ...ports }) {
      const sampler = createSampler(read, now);
      const desk = createDesk(files, { ...ports, now, sampler }, config);
      const publicOrigin =
        config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin;
      const { environment, trustsProxy } = config;
      const http = createOrganiserHttp(desk, { environment, publicOrigin, trustsProxy });
      let countedAt = now();
      return {
        answer: http.answer,
        tick() {
          sampler.tick();
          if (now() - countedAt < countsMillis) return;
          countedAt = now();
          keepCounts();
        },
      };
    },
    close() {
      keepCounts();
      db.close();
    },
  };
}
