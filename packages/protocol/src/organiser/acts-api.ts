/** What the organiser's console does: requests, and what stands afterwards. */
import { type AnnouncementText, announcementLevels } from "../wire/announcement.ts";
import * as limits from "../wire/limits.ts";
import { type Count, tag } from "./figures-api.ts";
import {
  base64url,
  either,
  hex,
  list,
  oneOf,
  orNull,
  type Parse,
  type Parsed,
  shape,
  text,
  whole,
  yesNo,
} from "./json.ts";
import { parseUtf8, utf8 } from "../wire/bytes.ts";

/** Text whose UTF-8 is at most this long: the bound that the wire has. */
const words =
  (max: number, form?: RegExp): Parse<string> =>
  (value) => {
    const plain = text(max, form)(value);
    if (plain === undefined) return undefined;
    const bytes = utf8(plain);
    // Half a surrogate pair has no UTF-8: it would be signed as something else.
    return bytes.length <= max && parseUtf8(bytes) === plain ? plain : undefined;
  };

const announcementText = shape<AnnouncementText>({
  language: words(limits.languageBytes, /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8}){0,3}$/),
  title: words(limits.announcementTitleBytes, /\S/),
  body: words(limits.announcementBodyBytes),
  action: words(limits.announcementTitleBytes),
});

const announcementFields = {
  level: oneOf(...announcementLevels),
  expiresAt: whole(1),
  nextUpdate: whole(),
  rooms: list(tag, limits.announcementRooms),
  texts: list(announcementText, limits.announcementTexts, 1),
};

/** A new announcement, or the next revision of one. */
export interface AnnounceRequest {
  /** null: a new one. */
  readonly id: string | null;
  /** The revision that it follows: another one is a "conflict". 0 for a new one. */
  readonly revision: number;
  readonly level: (typeof announcementLevels)[number];
  /** At most 7 days from now, and not before that of an earlier revision. */
  readonly expiresAt: number;
  /** 0: nothing is promised. */
  readonly nextUpdate: number;
  /** Tags; empty: everybody. */
  readonly rooms: readonly string[];
  /** The first is shown to whoever reads none of these languages. */
  readonly texts: readonly AnnouncementText[];
}
export const parseAnnounceRequest = shape<AnnounceRequest>({
  id: orNull(hex(16)),
  revision: whole(0, 0xffff_ffff),
  ...announcementFields,
});

export const parseWithdrawRequest = shape<{ readonly id: string; readonly revision: number }>({
  id: hex(16),
  revision: whole(1, 0xffff_ffff),
});
export type WithdrawRequest = Parsed<typeof parseWithdrawRequest>;

export interface Announced extends Omit<AnnounceRequest, "id"> {
  readonly id: string;
  readonly issuedAt: number;
  readonly withdrawn: boolean;
  /** Links that it was written to at once. */
  readonly sent: Count;
  /** Phones that said so of this revision. */
  readonly reached: Count;
  readonly opened: Count;
  /** How many asked for help: exact, because each of them counts. */
  readonly help: number;
}
const count: Parse<Count> = either(whole(), oneOf("<20"));
/** Announcements kept: those of a festival week. */
export const maxAnnouncements = 200;
/** Newest first. */
export const parseAnnouncementList = shape<{ readonly announcements: readonly Announced[] }>({
  announcements: list(
    shape<Announced>({
      id: hex(16),
      revision: whole(1, 0xffff_ffff),
      ...announcementFields,
      issuedAt: whole(),
      withdrawn: yesNo,
      sent: count,
      reached: count,
      opened: count,
      help: whole(),
    }),
    maxAnnouncements,
  ),
});
export type AnnouncementList = Parsed<typeof parseAnnouncementList>;

/** Every phone fetches the list at every start, and nobody scrolls further. */
export const maxOpenRooms = 32;
/** An invite: an origin, and a fragment with a secret and perhaps a host (SPEC K2). */
export const openRoomLinkForm =
  /^https?:\/\/[^\s/#]{1,255}\/?#[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9_-]{11})?$/;
const openRoomFields = {
  name: words(limits.nameBytes, /\S/),
  link: text(330, openRoomLinkForm),
  /** Not told to phones any more. */
  closed: yesNo,
};
export interface OpenRoomEntry {
  readonly name: string;
  readonly link: string;
  readonly closed: boolean;
}
export const parseOpenRoomsRequest = shape<{ readonly rooms: readonly OpenRoomEntry[] }>({
  rooms: list(shape<OpenRoomEntry>(openRoomFields), maxOpenRooms),
});
export type OpenRoomsRequest = Parsed<typeof parseOpenRoomsRequest>;
export const parseOpenRoomList = shape<{
  readonly rooms: readonly (OpenRoomEntry & {
    /** It stands in OPEN_ROOMS: the console can rename, move and close it. */
    readonly fixed: boolean;
  })[];
}>({ rooms: list(shape({ ...openRoomFields, fixed: yesNo }), 2 * maxOpenRooms) });
export type OpenRoomList = Parsed<typeof parseOpenRoomList>;

export const parseRoomRequest = shape<{ readonly room: string }>({ room: tag });
export const parseSlowRequest = shape<{
  readonly room: string;
  /** 0 ends it. */
  readonly seconds: number;
}>({ room: tag, seconds: whole(0, 3_600) });
export type SlowRequest = Parsed<typeof parseSlowRequest>;

export const parseDeviceRequest = shape<{ readonly device: string }>({ device: tag });
/** Devices banned at once. */
export const maxBans = 1_000;
export const parseBanList = shape<{
  readonly bans: readonly { readonly device: string; readonly at: number }[];
}>({ bans: list(shape({ device: tag, at: whole() }), maxBans) });
export type BanList = Parsed<typeof parseBanList>;

export const parseNewRoomsRequest = shape<{ readonly stopped: boolean }>({ stopped: yesNo });
export const parseRetentionRequest = shape<{
  readonly hours: number;
  readonly megabytes: number;
}>({ hours: whole(1, 8_760), megabytes: whole(1, 1_000_000) });
export type RetentionRequest = Parsed<typeof parseRetentionRequest>;

export const parseOrganiserSettings = shape<{
  readonly retentionHours: number;
  readonly retentionMegabytes: number;
  /** The emergency stop: no new rooms. */
  readonly newRoomsStopped: boolean;
  /** base64url of the key that signs announcements. */
  readonly organiserKey: string;
  /** How many keys came before it. */
  readonly keyChanges: number;
  /** Somebody can be pushed to. */
  readonly pushes: boolean;
}>({
  retentionHours: whole(),
  retentionMegabytes: whole(),
  newRoomsStopped: yesNo,
  organiserKey: base64url(43),
  keyChanges: whole(),
  pushes: yesNo,
});
export type OrganiserSettings = Parsed<typeof parseOrganiserSettings>;

/** The fields that a relay with organisers adds to /config.json. */
export const parsePublicOrganiser = shape<{
  /** base64url of the key that signs announcements (SPEC N3); null: there is no organiser. */
  readonly organiserKey: string | null;
  /** How the keys before it handed over (SPEC N4), each field base64url. */
  readonly organiserSuccessions: readonly {
    readonly key: string;
    readonly next: string;
    readonly signature: string;
  }[];
}>({
  organiserKey: orNull(base64url(43)),
  organiserSuccessions: list(
    shape({ key: base64url(43), next: base64url(43), signature: base64url(86) }),
    limits.keySuccessions,
  ),
});
export type PublicOrganiser = Parsed<typeof parsePublicOrganiser>;
