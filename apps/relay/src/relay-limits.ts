/**
 * Every bound that only this relay enforces, each with its reason. Bounds of the protocol itself are
 * in the wire package. All are settings: `withLimits` overrides them for a bench or a big camp.
 */
import { timing } from "@festival-chat/protocol/wire";
import type { Rate } from "./token-bucket.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const second = 1_000;

export const relayLimits = {
  /**
   * Upgrade to joined, by the clients' own patience. A phone signs in milliseconds, but a refused
   * ticket or a lost room takes three round trips, and those are four seconds each at the worst mast.
   */
  joinMillis: timing.joinMillis,
  /** Sockets that have not joined yet: each costs about 10 KB and proves nothing. */
  unauthenticated: 2_000,
  /** The same for one address. Soft: a whole festival sits behind one, see `softShare`. */
  unauthenticatedPerIp: 20,
  /** All sockets of one process: about 300 MB at 12 KB each. */
  links: 25_000,
  /** Joined or not, for one address. Soft. */
  linksPerIp: 5_000,
  /** Limits per address bind only above this share of the limit for all, so that a crowd behind one address is served while there is room. */
  softShare: 0.8,
  /** Sockets that are no links: page loads, and upgrades under way. */
  httpSockets: 5_000,
  /** A browser that takes nothing of an answer for so long is cut off. */
  httpStallMillis: 30 * second,
  /** Upgrades: 5,000 phones are back within 10 s of a restart, and a flood stays below half a core. */
  handshakes: { perSecond: 1_000, burst: 2_000 } as Rate,
  /** Upgrades of one address. Soft. */
  handshakesPerIp: { perSecond: 50, burst: 200 } as Rate,
  /** Addresses remembered for their rate: 64 bytes each. */
  ipTags: 50_000,
  /** Links of one device in one room: tabs, and sockets that died without a word. */
  linksPerDevice: 12,
  /** Joins being verified on one link and in all: two Ed25519 checks of about 100 us each. */
  joiningPerLink: 8,
  joining: 4_000,
  /** Joins tried on one link, so that its used nonces stay bounded: every room twice. */
  joinAttemptsPerLink: 128,
  /** Rooms in the log: 10^5 cards of 2 KiB are 200 MB on disk. */
  rooms: 100_000,
  /** Rooms created from one address: a workshop creates dozens, a script thousands. */
  roomCreations: { perSecond: 1, burst: 60 } as Rate,
  /** Advice to who would create a room while the organiser has stopped new ones. */
  roomsStoppedMillis: 5 * 60 * second,
  /**
   * What one creation costs of it once the log holds `softShare` of its rooms: three a minute, so
   * that one address needs longer for the rest than the log keeps an empty room.
   */
  crowdedRoomCost: 20,
  /** Frames of any kind on one link. The engine sends a few a second, and bursts when it heals. */
  frames: { perSecond: 100, burst: 1_000 } as Rate,
  /** Refusals on one link: whoever goes on after so many is cut off. */
  refusals: { perSecond: 5, burst: 100 } as Rate,

  /** Messages of one device: faster is not typed. */
  publish: { perSecond: 1, burst: 10 } as Rate,
  /** Bytes of one device: sixteen full envelopes at once, two a second for long. */
  publishBytes: { perSecond: 32 * KiB, burst: 256 * KiB } as Rate,
  /** Messages of one room: more than anybody reads; 10,000 members make 500,000 deliveries a second of it. */
  roomPublish: { perSecond: 50, burst: 200 } as Rate,
  /** Envelopes the relay asked for after it lost its log (SPEC S: heal): carriers, not typists. */
  heal: { perSecond: 20, burst: 60 } as Rate,
  /** Envelopes one member was asked for and has not brought yet: a count, so it costs no memory. */
  wantedIds: 2_048,
  /** Offers of ids. */
  have: { perSecond: 2, burst: 16 } as Rate,
  /** Ids offered by all together: each is one look into the store, some 5 us. A tenth of a core. */
  offeredIds: { perSecond: 20_000, burst: 100_000 } as Rate,
  /** Pages of history: 64 KiB each. */
  history: { perSecond: 5, burst: 20 } as Rate,
  /** Pulls waiting on one link until its socket takes bytes again. */
  waitingPulls: 8,
  /** Signalling words: one peer link needs about five. */
  signal: { perSecond: 0.5, burst: 30 } as Rate,
  /** Typing and live position. */
  ephemeral: { perSecond: 3, burst: 10 } as Rate,
  /** Writes that the ephemeral words of one room may cost: a tenth of a core. */
  ephemeralWrites: { perSecond: 10_000, burst: 20_000 } as Rate,
  /** The same for all rooms together: what is lossy never queues up before what is durable. */
  ephemeralWritesAll: { perSecond: 30_000, burst: 60_000 } as Rate,
  /** Changes of a device's presence. */
  announce: { perSecond: 0.5, burst: 6 } as Rate,
  /** Exact lists asked for: up to 64 KiB each. */
  roster: { perSecond: 0.2, burst: 3 } as Rate,
  /** New cards of a room. */
  card: { perSecond: 0.2, burst: 5 } as Rate,
  /** Frames of another relay: what 64 rooms say on their busiest evening, and what a night apart left. */
  peerFrames: { perSecond: 4_000, burst: 8_000 } as Rate,
  /** Envelopes of another relay in one room: as many as a page of it, several times a second. */
  peerPublish: { perSecond: 500, burst: 1_000 } as Rate,
  /** Its offers: of 128 ids each. */
  peerOffers: { perSecond: 10, burst: 50 } as Rate,

  /** Rings of one seat that wait for their publish: twice what a client sends unanswered. */
  waitingRings: 16,
  /** Saying whether somebody looks: phones are put away and taken out again. */
  look: { perSecond: 0.5, burst: 20 } as Rate,
  /** Subscriptions: one at a launch, one more when a person changes their mind. */
  subscribe: { perSecond: 0.1, burst: 6 } as Rate,
  /** Words about announcements that count on one link: three of some twenty announcements. */
  announcementMarks: 64,
  /** Devices whose rates one room remembers before it forgets those at rest. */
  paces: 4_096,
  /** Appends of one link and of all that wait for their commit: 256 is one group commit. */
  appendsPerLink: 256,
  appends: 8_192,

  /** Encoded records of one room in memory: from, kept without need, and at most. */
  ringStartBytes: 16 * KiB,
  ringKeepBytes: 256 * KiB,
  ringMaxBytes: 4 * MiB,
  /** All rings together. */
  ringsBytes: 256 * MiB,
  /** A room without traffic gives its ring back, and without members its place in memory. */
  roomIdleMillis: 60 * second,
  /** A room with members is shown to retention this often: an hour is the shortest age it removes. */
  roomKeepMillis: 30 * 60 * second,
  /** Shortest and longest pause between two flushes of a room. */
  flushMinMillis: 5,
  flushMaxMillis: second,
  /** Fan-out runs at most this long before other work gets its turn. */
  sliceMillis: 4,

  /** A socket that took nothing for so long is closed: come back with your cursor. */
  stalledMillis: 35 * second,
  /** Bytes of control frames a socket may owe before it is closed as too slow. */
  backlogBytes: 256 * KiB,
  /** WebSocket pings: below the shortest NAT time-outs (30 s). */
  heartbeatMillis: 25 * second,
  /** Silent heartbeats before a link counts as dead. */
  heartbeatMisses: 2,
  /** Presence changes gathered for one frame where it lists members. */
  presenceMillis: second,
  /** The same where it carries a digest or a count to many. */
  presenceManyMillis: 5 * second,
  /** Resume tickets: a tunnel, a nap, a restart. */
  ticketMillis: 15 * 60 * second,

  /** Reconnect slots handed out when the relay drains. */
  reconnectMinMillis: 20 * second,
  reconnectMaxMillis: 60 * second,
  /** Drain ends after this long whatever happens: orchestrators kill after 10 s. */
  drainMillis: 8 * second,
  /** Advice to whoever is refused because the relay is loaded. */
  overloadRetryMillis: 5 * second,
  /** Advice to whoever is refused because the disk does not write. */
  storageRetryMillis: 2 * second,
  /** Log lines about that: each refused message would be one, on the very disk that is full. */
  storageNoticeMillis: 10 * second,
  /** Shares of the memory at which joins are refused, and lagging links closed. */
  memoryJoinShare: 0.7,
  memoryShedShare: 0.85,
  /** Event-loop delay, 99th percentile in two windows of five seconds, at which joins are refused. */
  loopDelayMillis: 200,

  /** Subscriptions to pushes in one room, and in all: about 500 bytes each on disk. */
  bellsPerRoom: 10_000,
  bells: 200_000,
  /** A subscription that no launch of the app renewed for so long is removed. */
  bellMillis: 30 * 24 * 60 * 60 * second,
  /** A room that rang is quiet for so long: a lively room would empty batteries, and buys silence. */
  ringPauseMillis: 15 * second,
  /** Calls by name or for everybody that do not wait for that, of one room. */
  calls: { perSecond: 0.1, burst: 6 } as Rate,
  /** Rooms whose calls are remembered. */
  callingRooms: 10_000,
  /** Pushes under way, and waiting: some 4 KiB each while it is sent, a hundred bytes before. */
  pushesAtOnce: 32,
  pushes: 10_000,
  /** One push, from the first byte to the answer. */
  pushDeadlineMillis: 10 * second,
  /** Times a push is tried, the pause after the first failure, and the longest a service may ask for. */
  pushAttempts: 3,
  pushPauseMillis: 5 * second,
  pushLongestPauseMillis: 5 * 60 * second,
  /** A push service keeps a push this long for a phone without signal (TTL, RFC 8030 section 5.2). */
  pushLifeMillis: 24 * 60 * 60 * second,

  /** Retention looks this often and removes this many entries at a time: each slice is one short transaction. */
  retentionMillis: 30 * second,
  retentionSlice: 500,
} as const;

/** The settings above with numbers free to differ. */
export type RelayLimits = {
  readonly [K in keyof typeof relayLimits]: (typeof relayLimits)[K] extends Rate ? Rate : number;
};

/** The defaults with some replaced. */
export const withLimits = (changes: Partial<RelayLimits> = {}): RelayLimits => ({
  ...relayLimits,
  ...changes,
});
