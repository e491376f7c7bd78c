/**
 * Numbers of the engine that are not part of FC1, each with its reason. Protocol bounds and link
 * deadlines are in limits.ts and timing.ts of protocol/wire. Imported whole, as `bounds`.
 */

/** Publishes without an ack at a time: fills a slow link, yet fits a device's burst at the relay. */
export const publishWindow = 8;
/** How long an offer may stay unanswered before publishing goes on without the relay's grant. */
export const offerMillis = 3_000;
/** A publish that a living link did not answer is sent again after this long. */
export const answerMillis = 30_000;
/** A little slower than the relay's refusal asks for: clocks and buckets are not exact. */
export const paceCaution = 1.2;
/** Each ack shortens the pause by this: about a hundred acks find out that more is granted. */
export const paceRelief = 0.98;
/** Below this a pause is none; above it a person would think that nothing moves. */
export const paceMinMillis = 10;
export const paceMaxMillis = 5_000;
/** Election: of thousands of phones that could heal a relay, a few begin. */
export const healMillis = 30_000;
/** The same for the only member, or one with mail of its own: somebody must begin soon. */
export const healAloneMillis = 1_000;
/** Pause between two offers of held ids, so that healing never fills the link. */
export const healPauseMillis = 1_000;
/** No progress for this long while the relay holds more than we have: ask. */
export const stallMillis = 5_000;
/** Pause before a pull or a join is tried again when the relay named none. */
export const retryMillis = 2_000;
/** A room nobody created here may be created any minute: its host may still be out of reach. */
export const noSuchRoomMillis = 15_000;
/** A room that refused us is asked again this rarely. */
export const refusedRoomMillis = 60_000;
/** A relay that does not want this app is asked again this rarely. */
export const refusedLinkMillis = 60_000;
/**
 * Last ceiling of the back-off while words wait here or somebody looks: they converge within ten
 * seconds of the relay's return, and are few among the thousands that dial then.
 */
export const eagerBackoffMillis = 10_000;
/** Longest pause a relay may impose; no peer can park a phone for ever. */
export const imposedMillis = 300_000;
/** Hints may come in storms; two dials are at least this far apart. */
export const dialGapMillis = 1_000;
/** Relays issue tickets for 15 minutes; ours are given up a minute before. */
export const ticketMillis = 14 * 60_000;
/** Records remembered beyond a hole; what is more is asked for again. */
export const aheadRecords = 1_000;
/** Round trips looked at for the lamp, and the median that means "slow". */
export const roundTrips = 7;
export const slowMillis = 1_500;
/** Patience doubles after a silent link, up to this factor: big pages on the slowest networks. */
export const maxPatience = 8;
/** However patient, an ack is not waited for longer: a half-open link is found within ten seconds. */
export const ackMillis = 9_500;
/** The same after a hint, for the pong or a dial: what is dead is replaced within ten seconds. */
export const probeMillis = 6_000;
/** A link heard of this recently was awake: its silence may be a slow network. */
export const awakeMillis = 60_000;
/** Newest records asked for when a room is joined for the first time. */
export const firstRecords = 100;
/** Records asked for by one "earlier messages". */
export const earlierRecords = 100;
/**
 * Held of one room: a long weekend of a busy one, and what a cheap phone can spare. A flood at the
 * relay's limits is cut here; a relay keeps more, for those who ask before it makes way.
 */
export const roomEntries = 20_000;
export const roomBytes = 32 * 1024 * 1024;
/** What is missing in a chain this long, with all here that the relay has, does not come by itself. */
export const omissionMillis = 30_000;
/** Looking for holes may mean sorting a whole chain. */
export const omissionPauseMillis = 1_000;
/** A hole this close to the beginning of what was fetched may be earlier history. */
export const omissionMargin = 64;
/** More than this is what an author claims, not what anybody could have read. */
export const omittedMessages = 10_000;
/** Devices whose receipts are remembered: more than a room with receipts has. */
export const receiptDevices = 32;
/** Of our chains on one of those, kept from start to start: a phone begins another one now and then. */
export const keptChains = 8;
/** Gaps remembered per room; older ones are forgotten. */
export const gaps = 50;
