/** What organisers may look at. Nothing here changes anything. */
import {
  type AnnouncementList,
  auditPageEntries,
  type BanList,
  type OpenRoomList,
  type OrganiserList,
  type OrganiserSettings,
} from "@festival-chat/protocol/organiser";
import { type Answers, fault, json } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { mergeOpenRooms } from "./open-room-list.ts";
import type { RoomIndex } from "./room-index.ts";
import { samplesAsCsv } from "./sampler.ts";

type Names =
  | "figures"
  | "activity"
  | "rooms"
  | "room"
  | "audit"
  | "exportCsv"
  | "exportJson"
  | "announcements"
  | "openRooms"
  | "bans"
  | "settings"
  | "organisers";

export const openRoomList = ({ fixedOpenRooms, decisions }: Desk): OpenRoomList => ({
  rooms: mergeOpenRooms(fixedOpenRooms, decisions.openRooms()),
});
export const banList = ({ decisions }: Desk): BanList => ({ bans: decisions.bans() });
export const announcementList = ({ announcer, tags }: Desk): AnnouncementList => ({
  announcements: announcer.list((room) => tags.room(room)),
});
export const organiserSettings = ({
  config,
  decisions,
  key,
  doorbell,
}: Desk): OrganiserSettings => ({
  retentionHours: decisions.setting("retention-hours") ?? config.retentionHours,
  retentionMegabytes: decisions.setting("retention-megabytes") ?? config.retentionMegabytes,
  newRoomsStopped: decisions.setting("rooms-stopped") === 1,
  organiserKey: Buffer.from(key.publicKey()).toString("base64url"),
  keyChanges: key.successions().length,
  pushes: doorbell !== undefined,
});

/** A whole number of a query, or what stands for none. */
function numberIn(query: URLSearchParams, name: string, fallback: number): number {
  const given = query.get(name) ?? "";
  return /^\d{1,15}$/.test(given) ? Number(given) : fallback;
}

export function createLooks(desk: Desk, index: RoomIndex): Answers<Names> {
  const { sampler, feed, audit, organisers } = desk;
  return {
    figures: ({ query }) => json(sampler.figures(numberIn(query, "after", 0))),
    activity: ({ query }) => json(feed.since(numberIn(query, "after", 0))),
    rooms: async () => json(await index.list()),
    async room({ query }) {
      const tag = query.get("room") ?? "";
      const room = /^[0-9a-f]{12}$/.test(tag) ? await index.detail(tag) : undefined;
      return room === undefined ? fault("not-found") : json(room);
    },
    audit: ({ query }) =>
      json(audit.page(numberIn(query, "before", Number.MAX_SAFE_INTEGER), auditPageEntries)),
    exportCsv: () => ({ kind: "csv", text: samplesAsCsv(sampler.figures(0).samples) }),
    exportJson: () => json(sampler.figures(0)),
    announcements: () => json(announcementList(desk)),
    openRooms: () => json(openRoomList(desk)),
    bans: () => json(banList(desk)),
    settings: () => json(organiserSettings(desk)),
    organisers() {
      const list: OrganiserList = {
        organisers: organisers.all().map((organiser) => ({
          ...organiser,
          passkeys: organisers.passkeysOf(organiser.name).length,
        })),
      };
      return json(list);
    },
  };
}
