/** What the organiser's console sees: counts and tags, never content, codes or room ids. */
import {
  amount,
  either,
  hex,
  list,
  oneOf,
  orNull,
  type Parsed,
  shape,
  text,
  whole,
  yesNo,
} from "./json.ts";

/** Counts from 1 to 19 are told as a bucket: a small number of people points at them. */
export const smallestCount = 20;
export type Count = number | "<20";
const count = either(whole(), oneOf("<20"));

/** A count as it is told. */
export const toCount = (value: number): Count =>
  value > 0 && value < smallestCount ? "<20" : value;

/** A room or a device as the console and the audit log name it: 6 bytes of an HMAC, in hex. */
export const tag = hex(6);

/** One minute. Rates are of that minute, sizes of its end. */
export interface Sample {
  /** End of the minute. */
  readonly at: number;
  readonly connections: Count;
  readonly rooms: Count;
  readonly messages: Count;
  readonly refusals: Count;
  /** Publish received to delivery written; 0 when there was none. */
  readonly delivery50Millis: number;
  readonly delivery95Millis: number;
  readonly storageBytes: number;
  readonly memoryBytes: number;
  readonly loopDelayMillis: number;
  readonly pushesSent: Count;
  readonly pushesFailed: Count;
}
const sample = shape<Sample>({
  at: whole(),
  connections: count,
  rooms: count,
  messages: count,
  refusals: count,
  delivery50Millis: amount,
  delivery95Millis: amount,
  storageBytes: whole(),
  memoryBytes: whole(),
  loopDelayMillis: amount,
  pushesSent: count,
  pushesFailed: count,
});

/** Samples kept: twelve hours. */
export const maxSamples = 720;

export const parseFigures = shape<{
  readonly now: number;
  readonly startedAt: number;
  /** The minute under way so far. */
  readonly current: Sample;
  /** Whole minutes, oldest first. */
  readonly samples: readonly Sample[];
}>({ now: whole(), startedAt: whole(), current: sample, samples: list(sample, maxSamples) });
export type Figures = Parsed<typeof parseFigures>;

export const activityKinds = [
  "relay-started",
  "room-created",
  "rooms-refused",
  "busy-room",
  "busy-device",
  "banned-device",
  "storage-failed",
  "pressure",
  "signed-in",
  "sign-in-refused",
  "announced",
  "withdrawn",
  "room-slowed",
  "room-closed",
  "room-reopened",
  "room-deleted",
  "settings-changed",
] as const;
export type ActivityKind = (typeof activityKinds)[number];

const activity = shape<{
  /** Rises with every item. */
  readonly n: number;
  /** When it happened last. */
  readonly at: number;
  readonly kind: ActivityKind;
  readonly room: string | null;
  readonly device: string | null;
  /** How often in a row. */
  readonly times: number;
}>({
  n: whole(),
  at: whole(),
  kind: oneOf(...activityKinds),
  room: orNull(tag),
  device: orNull(tag),
  times: whole(1),
});
export type ActivityItem = Parsed<typeof activity>;

/** Items kept. */
export const maxActivity = 500;
/** Newest last. `last` is what to ask after next time. */
export const parseActivity = shape<{
  readonly last: number;
  readonly items: readonly ActivityItem[];
}>({ last: whole(), items: list(activity, maxActivity) });
export type Activity = Parsed<typeof parseActivity>;

/** deleted: its history is gone and nobody joins it. closed: nobody publishes. */
export const roomStates = ["open", "closed", "deleted"] as const;
export interface RoomFigures {
  readonly tag: string;
  /** Its name, if the organiser lists it for everybody. */
  readonly name: string | null;
  readonly state: (typeof roomStates)[number];
  /** Least seconds between two messages of one device; 0: no slow mode. */
  readonly slowSeconds: number;
  /** Links that have it open. */
  readonly links: Count;
  readonly messages: Count;
  readonly bytes: number;
  readonly lastActiveAt: number;
}
const roomFields = {
  tag,
  name: orNull(text(96)),
  state: oneOf(...roomStates),
  slowSeconds: whole(),
  links: count,
  messages: count,
  bytes: whole(),
  lastActiveAt: whole(),
};
/** Rooms told at once. */
export const maxRooms = 500;
export const parseRoomList = shape<{
  readonly rooms: readonly RoomFigures[];
  /** How many there are, told or not. */
  readonly total: Count;
}>({ rooms: list(shape<RoomFigures>(roomFields), maxRooms), total: count });
export type RoomList = Parsed<typeof parseRoomList>;

const device = shape<{
  readonly tag: string;
  /** Since it joined. */
  readonly messages: number;
  readonly banned: boolean;
}>({ tag, messages: whole(), banned: yesNo });
/** Devices told of one room: those that wrote most. */
export const maxDevices = 50;
export interface RoomDetail extends RoomFigures {
  readonly devices: readonly Parsed<typeof device>[];
}
export const parseRoomDetail = shape<RoomDetail>({
  ...roomFields,
  devices: list(device, maxDevices),
});

const auditEntry = shape<{
  readonly n: number;
  readonly at: number;
  /** Who did it; empty: nobody who signed in. */
  readonly who: string;
  readonly what: string;
  /** Tags and numbers, as "name=value" words. */
  readonly detail: string;
  readonly hash: string;
}>({
  n: whole(1),
  at: whole(),
  who: text(80),
  what: text(40),
  detail: text(400),
  hash: hex(32),
});
export type AuditEntry = Parsed<typeof auditEntry>;
/** Entries of one page. */
export const auditPageEntries = 100;
export const parseAuditPage = shape<{
  /** Number and hash of the newest entry: note it down elsewhere, and nobody can cut the log behind it. */
  readonly length: number;
  readonly head: string;
  /** The first entry whose hash is wrong; 0: the chain is whole. */
  readonly brokenAt: number;
  readonly entries: readonly AuditEntry[];
}>({
  length: whole(),
  head: hex(32),
  brokenAt: whole(),
  entries: list(auditEntry, auditPageEntries),
});
export type AuditPage = Parsed<typeof parseAuditPage>;
