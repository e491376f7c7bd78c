/** Deadlines and pauses of a link, in milliseconds. Imported whole, as `timing`. */

/** TCP + TLS + upgrade on a loaded mast; below 10 s healthy but slow networks are cut off. */
export const dialMillis = 15_000;
/** Hello to joined: the relay answers in microseconds, so only the network counts. */
export const joinMillis = 15_000;
/** Client ping: keeps NAT entries (30 s on the worst carriers) alive and finds gaps. */
export const pingMillis = 25_000;
/** Silence after a ping, or after a publish, that means the link is half open. */
export const pongMillis = 8_000;
/** Probe sent when the page wakes: a zombie socket must be found at once. */
export const wakeProbeMillis = 3_000;
/** First back-off ceiling and the last one; every delay is uniform in [0, ceiling) (full jitter). */
export const backoffMinMillis = 500;
export const backoffMaxMillis = 30_000;
/** A link that lived this long resets the back-off. */
export const stableMillis = 10_000;
/** Presence: a member who left is shown until the relay is sure it was not a tunnel. */
export const leaveMillis = 20_000;
/** Typing and other ephemeral states die without renewal. */
export const ephemeralMillis = 6_000;
/** Pause between two receipts of one device in one room: twelve phones cost the relay four a second. */
export const receiptMillis = 3_000;
/** Arrival this much after authorship earns a message its late stamp. */
export const lateMillis = 120_000;
