/**
 * What people say: the bodies of messages, one canonical encoding each (SPEC E11).
 *
 * A kind that this version does not know is kept as bytes and shown as "needs a newer version".
 */
import type { MessageId } from "../wire/ids.ts";
import { type ControlEvent, decodeControl, encodeControl } from "./control.ts";
import {
  type BlobReference,
  decodeBlob,
  decodePin,
  decodePinned,
  decodePoll,
  decodeVote,
  encodeBlob,
  encodePin,
  encodePinned,
  encodePoll,
  encodeVote,
  type Pin,
  type Pinned,
  type Poll,
  type Vote,
} from "./rich-content.ts";
import { type ContentCodec, contentType, contentTypes, plainContents } from "./plain-contents.ts";

export { contentType, contentTypes };

export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reply"; readonly to: MessageId; readonly text: string }
  /** `emoji` "" takes the author's reaction back. */
  | { readonly kind: "reaction"; readonly to: MessageId; readonly emoji: string }
  | { readonly kind: "edit"; readonly to: MessageId; readonly text: string }
  | { readonly kind: "remove"; readonly to: MessageId }
  | { readonly kind: "profile"; readonly name: string }
  | ({ readonly kind: "pin" } & Pin)
  | ({ readonly kind: "poll" } & Poll)
  | ({ readonly kind: "vote" } & Vote)
  | ({ readonly kind: "blob" } & BlobReference)
  /** Host-signed; obey it only after verifyControl. */
  | ({ readonly kind: "control" } & ControlEvent)
  | ({ readonly kind: "pinned" } & Pinned)
  | { readonly kind: "unknown"; readonly type: number; readonly bytes: Uint8Array };

const tagged = <K extends string, T extends object>(kind: K, value: T | undefined) =>
  value === undefined ? undefined : { kind, ...value };

/** Body bytes, without the kind. The values must keep the rules: {@link decodeContent} is the judge. */
export function encodeContent(content: Content): Uint8Array {
  switch (content.kind) {
    case "pin":
      return encodePin(content);
    case "poll":
      return encodePoll(content);
    case "vote":
      return encodeVote(content);
    case "blob":
      return encodeBlob(content);
    case "control":
      return encodeControl(content);
    case "pinned":
      return encodePinned(content);
    default: {
      const body = plainContents.encode(content);
      if (body === undefined) throw new RangeError(`no codec for ${content.kind}`);
      return body;
    }
  }
}

/**
 * Reads a body. Total; undefined when it breaks the rules of its kind.
 * @param type kind number, 0 to 127
 */
export function decodeContent(type: number, body: Uint8Array): Content | undefined {
  switch (type) {
    case contentTypes.pin:
      return tagged("pin", decodePin(body));
    case contentTypes.poll:
      return tagged("poll", decodePoll(body));
    case contentTypes.vote:
      return tagged("vote", decodeVote(body));
    case contentTypes.blob:
      return tagged("blob", decodeBlob(body));
    case contentTypes.control:
      return tagged("control", decodeControl(body));
    case contentTypes.pinned:
      return tagged("pinned", decodePinned(body));
    default:
      return plainContents.decode(type, body);
  }
}

/** The codec of all kinds. */
export const allContents: ContentCodec = { encode: encodeContent, decode: decodeContent };
