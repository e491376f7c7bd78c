/** Numbers of the mesh that no other phone needs to know, each with its reason. */

/** Envelopes being opened: what eight links bring in a second. */
export const pending = 512;
/** Names of envelopes that were looked at and not taken: a second look costs a millisecond. */
export const refusedIds = 4_096;
/** Envelopes remembered per link as known at its other end: digests tell the rest. */
export const offeredIds = 2_048;
/** Authors whose pace is remembered: more than write in a room within ten seconds. */
export const authors = 1_024;
/** Phones whose holdings are remembered after they went: those met in an evening. */
export const views = 64;
/** Rosters remembered, ours at the end: those of phones that slept for a while. */
export const rosters = 16;
/** Own messages whose way is told without being asked. */
export const watched = 200;
/** Messages of which it is remembered who brought them, and of whom we heard that they are stored. */
export const origins = 4_096;
/** Bytes that wait for one link: four seconds of it. What is more comes with the next digest. */
export const queueBytes = 256 * 1_024;
/** A frame of several envelopes: urgent words never wait longer than this takes. */
export const batchBytes = 16 * 1_024;
/** The same where a second carries a kilobyte: a few messages, so that a cut costs little. */
export const slowBatchBytes = 1_024;
/** How long a question may wait for its next answer there: behind all that the link holds. */
export const slowAskMillis = 15_000;
/** Forged envelopes after which a link is hung up: honest phones bring none. */
export const strikes = 3;
/** Stamps wait this long for others of the same group commit. */
export const stampMillis = 1_000;
/** A new link is told after this long who else is linked: several mostly come at once. */
export const peersMillis = 2_000;
/** A vector is answered at once or not at all: another phone is asked soon, and a late answer still counts. */
export const vectorMillis = 1_000;
/** After an answer: time to open it, then a digest says what came. */
export const settledMillis = 1_000;
/** Tokens of carried signalling, and signals one link may bring in a minute and at once. */
export const tokens = 512;
export const signalsPerMinute = 60;
export const signalBurst = 30;
/** Messages of a room that no relay has and others wrote: more than a day without a relay. */
export const carriedEntries = 5_000;
export const carriedBytes = 8 * 1_024 * 1_024;
/** Phones that reach the relay offer what it lacks within this time, by chance one after the other. */
export const offerSpreadMillis = 2_000;
/** And again, while it does not come back from the relay. */
export const offerAgainMillis = 30_000;
/** After so many offers on one link the relay has it: it asks for what it lacks. */
export const offerTries = 3;
/** Phones for which a prekey is kept, the last ones met: each costs the browser a connection. */
export const prekeys = 8;
