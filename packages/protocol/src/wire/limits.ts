/**
 * Every bound of FC1, each with its reason: an implementation that differs cannot talk to ours.
 *
 * Nothing that a peer can grow exists without one. Bounds that only the relay enforces (rates,
 * sockets, memory) are settings of the relay. Imported whole, as `limits`; being single constants,
 * a page loads only those that it uses.
 */

const KiB = 1024;

/** Largest padded plaintext: 16 KiB of text is a page of a book; more is a file, not a message. */
export const plaintextBytes = 16 * KiB;
/** Header (1 + varint epoch of at most 5 + 24) + largest plaintext + Poly1305 tag (16). */
export const envelopeBytes = 30 + plaintextBytes + 16;
/** A sealed room card is a small envelope: name, words, rules; the relay keeps one per room. */
export const cardBytes = 2 * KiB;
/** Frames a relay accepts: the largest envelope plus its frame header, with room for a certificate. */
export const inboundFrameBytes = 20 * KiB;
/** Frames a relay sends: one page of records. A phone on 100 kbit/s needs five seconds for it. */
export const outboundFrameBytes = 64 * KiB;
/** Records asked for in one pull: a few screens of scrolling. */
export const pullRecords = 200;
/** Records a first join may ask for without a pull: the screen plus a little. */
export const recentRecords = 200;
/** Envelope ids in one have or want: 8 KiB, small enough for the slowest link. */
export const haveIds = 512;
/** Acks coalesced in one frame: one group commit. */
export const acks = 256;
/** Sealed presence (a name and a state): more would be a message. */
export const presenceBytes = 160;
/** Sealed ephemeral (typing, live position). */
export const ephemeralBytes = 512;
/** Chains in one receipt: 32 bytes each at most, so they fit the third ephemeral bucket. */
export const receiptChains = 7;
/** Devices of the largest room with receipts: each answers each, and above it nobody reads names. */
export const receiptMembers = 12;
/** Sealed signalling (one SDP description or a few candidates). */
export const signalBytes = 8 * KiB;
/** Candidates of a card in a QR code: Wi-Fi, hotspot, and one to spare; more need a denser code. */
export const cardCandidates = 3;
/** Phones for which a QR code says where they are awaited: 30 bytes, and friends are rarely more. */
export const codePlaces = 6;
/** Bytes of a piece in a picture: with its head a QR code of version 12, which a phone reads from a phone. */
export const pieceBytes = 240;
/** Pieces on their way in one direction: at eight pictures a second two seconds of them. */
export const piecesAhead = 16;
/** Candidates of a card in a signal: two networks with both families, and what an operator adds. */
export const signalCandidates = 8;
/** Members listed exactly in one presence frame; above this the relay sends a digest. */
export const presenceExact = 100;
/** Members up to which the relay sends a digest; above this only a count. */
export const presenceDigest = 1_000;
/** Resume ticket: opaque to clients, so bounded for them. */
export const ticketBytes = 128;
/** Heads reported in one pong, and rooms joined on one link. */
export const roomsPerLink = 64;
/** Extensions in one block, and bytes of one: enough to grow, too small to hide a file in. */
export const extensions = 16;
export const extensionBytes = 512;
/** The web origin in a join transcript (RFC 6454 origins are short; DNS names end at 253). */
export const originBytes = 300;
/** Devices that one message calls by name; who means more people calls everybody. */
export const calledDevices = 32;
/** Address of a push service (those in use take up to 500 bytes). */
export const endpointBytes = 1 * KiB;
/** Envelope inside a push: push services take 4,096 bytes (RFC 8291 section 4). */
export const pushEnvelopeBytes = 3_000;
/** A language tag (BCP 47): the longest in use have three parts. */
export const languageBytes = 32;
/** Title of an announcement, and what to do: two lines on a phone in any script. */
export const announcementTitleBytes = 240;
/** The body of an announcement in one language: what is read standing up. */
export const announcementBodyBytes = 1_200;
/** Languages of one announcement: those of the app, and a few more. */
export const announcementTexts = 16;
/** Rooms that one announcement names; who means more means everybody. */
export const announcementRooms = 32;
/** Signed statement of an announcement: the app's twelve languages at full length, in one frame. */
export const announcementBytes = 20 * KiB;
/** The same inside a push: 4,096 bytes (RFC 8291 section 4) without key, signature and padding. */
export const pushAnnouncementBytes = 3_000;
/** Organiser keys that may have handed over to one another since a phone was last here. */
export const keySuccessions = 16;
/** A member's shown name: 24 graphemes of any script. */
export const nameBytes = 96;
/** A room's name. */
export const roomNameBytes = 128;
/** Words of a text, reply or edit: fits the largest bucket whatever name goes with it. */
export const textBytes = 15 * KiB;
/** One emoji: the longest joined sequences take about 45 bytes. */
export const emojiBytes = 64;
/** Label of a pin, an answer of a poll, a file's name. */
export const labelBytes = 96;
/** A poll's question. */
export const questionBytes = 256;
/** Answers of a poll: what a phone shows without scrolling. */
export const pollOptions = 10;
/** Media types are short (RFC 6838 allows more, nobody uses it). */
export const mediaTypeBytes = 64;
/** Preview inside a blob reference: a thumbnail of a few hundred bytes. */
export const previewBytes = 1 * KiB;
/** A blob: a minute of phone video. */
export const blobBytes = 256 * KiB * KiB;
/** Arguments of a control event: room for a card and {@link moveEntries}, and it fits one envelope. */
export const controlBytes = 12 * KiB;
/** Members that one move event takes along: 40 bytes each fill what a control event holds. */
export const moveEntries = 250;
/** Members taken along by a move: a camp and its friends; a public room gains nothing by moving. */
export const moveMembers = 500;
/** Slow mode: at most a day between two messages. */
export const slowModeSeconds = 86_400;
/** Version of a room certificate: a u48 in its transcript. */
export const certificateVersion = 0xffff_ffff_ffff;
/** Largest value of a varint: what a JavaScript number counts exactly. */
export const varint = Number.MAX_SAFE_INTEGER;
/** Largest key epoch: one a second for a century is fewer. */
export const epoch = 0xffff_ffff;
/** Accepted distance between an author's clock and the relay's (SPEC E12). */
export const clockSkewMillis = 10 * 60_000;
