/**
 * Bounds of what flows between phones (SPEC section 13), each with its reason. In a file of their
 * own, because nothing of the first screen needs them. Imported whole, as `meshLimits`.
 */

/** A frame between phones: every data channel takes so much in one message (RFC 8841 section 6.1). */
export const frameBytes = 65_536;
/** The hello of a link: two keys, two nonces, a signature and a code, with room to grow. */
export const helloBytes = 512;
/** Hops of a message: a ring of 50 phones with one random link each needs five; a crowd seven. */
export const gossipHops = 7;
/** Hops of carried signalling: two phones that cannot meet within six are served by the relay. */
export const signalHops = 6;
/** Envelopes in one gossip frame: what a person and their friends write within a moment. */
export const gossipEnvelopes = 32;
/** Chains in one vector: a long weekend of 50 people who open the app 20 times. */
export const chains = 1_024;
/** Steps between held and missing told of one chain; what lies below the last one counts as missing. */
export const heldSteps = 15;
/** Messages that one want asks for: a few screens, the newest first. */
export const wantMessages = 200;
/** Stamps in one frame: a group commit of the relay. */
export const stamps = 128;
/** Phones named in one introduction: more do not fit one network anyway. */
export const introductions = 64;

/** Wait before a message is passed on: shorter than anybody notices, long enough to hear a duplicate. */
export const jitterMinMillis = 10;
export const jitterMaxMillis = 80;
/** What is to be sent within this goes out together: a radio that wakes once needs less. */
export const coalesceMillis = 50;
/** A digest follows a change after a random time between these. */
export const digestMinMillis = 10_000;
export const digestMaxMillis = 15_000;
/** And comes this rarely while nothing changes. */
export const digestIdleMillis = 60_000;
/** A phone that wakes differs from all its neighbours: it asks one of them before they all ask it. */
export const askSpreadMillis = 4_000;
/** A question without an answer: some round trips of a loaded hotspot, then another phone is asked. */
export const askMillis = 2_500;
/** Wants that one link is answered within a time: a phone that asks without end gets no more. */
export const answers = 8;
export const answersMillis = 30_000;
/** Messages of one author passed on: a second, and at once. Nobody types faster. */
export const authorPerSecond = 2;
export const authorBurst = 20;
/** Bytes that one link may bring or take in a second: a hotspot shared by eight. */
export const linkBytesPerSecond = 64 * 1_024;
/** Links: full mesh up to so many phones, the aim above it, and where more are refused. */
export const fullMesh = 8;
export const degree = 5;
export const mostLinks = 8;
/** With little battery left. */
export const savingLinks = 3;
/** Fewer links than this are mended at once. */
export const fewestLinks = 3;
