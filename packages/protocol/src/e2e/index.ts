/** The door of members: what reads and writes messages. A relay must never import it. */
export { fromBase64url, toBase64url } from "./base64url.ts";
export * from "./card.ts";
export * from "./content.ts";
export * from "./control.ts";
export {
  type BlobReference,
  decodePinned,
  encodePinned,
  type Pin,
  type Pinned,
  type Poll,
  type Vote,
} from "./rich-content.ts";
export { decodeRules, encodeRules, type HouseRules } from "./house-rules.ts";
export * from "./identity.ts";
export { decodeInner, encodeInner, type Hlc, type Inner } from "./inner.ts";
export * from "./invite.ts";
export { authorMark, type Move, type MoveEntry } from "./move.ts";
export * from "./order.ts";
export { type ContentCodec, plainContents } from "./plain-contents.ts";
export { readOwn } from "./read-own.ts";
export { type ChainRun, formatReceipt, parseReceipt, type Run } from "./receipt.ts";
export {
  deriveRoomKeys,
  type KeyPurpose,
  keyPurposes,
  ROOT_BYTES,
  type RoomKeys,
} from "./room-key.ts";
export {
  type Draft,
  NAME_EXTENSION,
  open,
  type Opened,
  type OpenError,
  seal,
  type Sealed,
  type SealError,
} from "./seal.ts";
export { createSealing, type Sealing } from "./sealing.ts";
export { type MovePlace, openRoot, sealRoots } from "./seal-move.ts";
export * from "./seal-small.ts";
export * from "./signatures.ts";
export { isSoundKey } from "./sound-key.ts";
export { formatTyping, parseTyping, type Typist } from "./typing.ts";
export * from "./verify-control.ts";
