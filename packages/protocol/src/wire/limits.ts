/**
 * Every bound of the protocol, each with its reason.
 *
 * Nothing that a peer can grow exists without a limit from this table. Bounds that only the relay
 * enforces (rates, sockets, memory) are settings of the relay and start from `relayLimits`.
 */

const KiB = 1024;

/** Bounds that are part of FC1: an implementation that differs cannot talk to ours. */
export const limits = {
  /** Largest padded plaintext: 16 KiB of text is a page of a book; more is a file, not a message. */
  plaintextBytes: 16 * KiB,
  /** Header (1 + varint epoch of at most 5 + 24) + largest plaintext + Poly1305 tag (16). */
  envelopeBytes: 30 + 16 * KiB + 16,
  /** A sealed room card is a small envelope: name, words, rules; the relay keeps one per room. */
  cardBytes: 2 * KiB,
  /** Frames a relay accepts: the largest envelope plus its frame header, with room for a certificate. */
  inboundFrameBytes: 20 * KiB,
  /** Frames a relay sends: one page of records. A phone on 100 kbit/s needs five seconds for it. */
  outboundFrameBytes: 64 * KiB,
  /** Records asked for in one pull: a few screens of scrolling. */
  pullRecords: 200,
  /** Records a first join may ask for without a pull: the screen plus a little. */
  recentRecords: 200,
  /** Envelope ids in one have or want: 8 KiB, small enough for the slowest link. */
  haveIds: 512,
  /** Acks coalesced in one frame: one group commit. */
  acks: 256,
  /** Sealed presence (a name and a state): more would be a message. */
  presenceBytes: 160,
  /** Sealed ephemeral (typing, live position). */
  ephemeralBytes: 512,
  /** Sealed signalling (one SDP description or a few candidates). */
  signalBytes: 8 * KiB,
  /** Members listed exactly in one presence frame; above this the relay sends a digest. */
  presenceExact: 100,
  /** Members up to which the relay sends a digest; above this only a count. */
  presenceDigest: 1_000,
  /** Resume ticket: opaque to clients, so bounded for them. */
  ticketBytes: 128,
  /** Heads reported in one pong, and rooms joined on one link. */
  roomsPerLink: 64,
  /** Extensions in one block, and bytes of one: enough to grow, too small to hide a file in. */
  extensions: 16,
  extensionBytes: 512,
  /** The web origin in a join transcript (RFC 6454 origins are short; DNS names end at 253). */
  originBytes: 300,
  /** A member's shown name: 24 graphemes of any script. */
  nameBytes: 96,
  /** A room's name. */
  roomNameBytes: 128,
  /** Words of a text, reply or edit: fits the largest bucket whatever name goes with it. */
  textBytes: 15 * KiB,
  /** One emoji: the longest joined sequences take about 45 bytes. */
  emojiBytes: 64,
  /** Label of a pin, an answer of a poll, a file's name. */
  labelBytes: 96,
  /** A poll's question. */
  questionBytes: 256,
  /** Answers of a poll: what a phone shows without scrolling. */
  pollOptions: 10,
  /** Media types are short (RFC 6838 allows more, nobody uses it). */
  mediaTypeBytes: 64,
  /** Preview inside a blob reference: a thumbnail of a few hundred bytes. */
  previewBytes: 1 * KiB,
  /** A blob: a minute of phone video. */
  blobBytes: 256 * KiB * KiB,
  /** Arguments of a control event: room for one sealed secret each for some 100 members. */
  controlBytes: 12 * KiB,
  /** Slow mode: at most a day between two messages. */
  slowModeSeconds: 86_400,
  /** Version of a room certificate: a u48 in its transcript. */
  certificateVersion: 0xffff_ffff_ffff,
  /** Largest value of a varint: what a JavaScript number counts exactly. */
  varint: Number.MAX_SAFE_INTEGER,
  /** Largest key epoch: one rekey a second for a century is fewer. */
  epoch: 0xffff_ffff,
  /** Accepted distance between an author's clock and the relay's (SPEC E12). */
  clockSkewMillis: 10 * 60_000,
} as const;

/** Padded plaintext sizes in bytes (SPEC E7): the relay learns a bucket, never a length. */
export const paddingBuckets: readonly number[] = [
  152, 192, 256, 384, 512, 768, 1_024, 2_048, 4_096, 8_192, 16_384,
];

/**
 * Padded sizes of what is sealed beside messages (SPEC E8). The largest of each, plus 30 bytes of
 * header and 16 of tag, is within presenceBytes, ephemeralBytes, signalBytes and cardBytes.
 */
export const smallBuckets = {
  presence: [112],
  ephemeral: [48, 112, 240, 464],
  signal: [496, 1_008, 2_032, 4_080, 8_144],
  card: [240, 496, 1_008, 2_000],
} as const satisfies Record<string, readonly number[]>;

/** Deadlines and pauses of a link, in milliseconds. */
export const timing = {
  /** TCP + TLS + upgrade on a loaded mast; below 10 s healthy but slow networks are cut off. */
  dialMillis: 15_000,
  /** Hello to joined: the relay answers in microseconds, so only the network counts. */
  joinMillis: 15_000,
  /** Client ping: keeps NAT entries (30 s on the worst carriers) alive and finds gaps. */
  pingMillis: 25_000,
  /** Silence after a ping, or after a publish, that means the link is half open. */
  pongMillis: 8_000,
  /** Probe sent when the page wakes: a zombie socket must be found at once. */
  wakeProbeMillis: 3_000,
  /** First back-off ceiling and the last one; every delay is uniform in [0, ceiling) (full jitter). */
  backoffMinMillis: 500,
  backoffMaxMillis: 30_000,
  /** A link that lived this long resets the back-off. */
  stableMillis: 10_000,
  /** Presence: a member who left is shown until the relay is sure it was not a tunnel. */
  leaveMillis: 20_000,
  /** Typing and other ephemeral states die without renewal. */
  ephemeralMillis: 6_000,
  /** Arrival this much after authorship earns a message its late stamp. */
  lateMillis: 120_000,
} as const;
