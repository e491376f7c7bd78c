/**
 * Greeting: the first words on a new channel (SPEC W7). Both ends say a nonce, then prove that they are
 * devices of the room on this very channel. Until then nothing that came is believed or passed on.
 */
import { checkProof, type LinkEnd, makeProof } from "@festival-chat/protocol/nearby";
import type { AuthorChecks, Identity, RoomKeys, Signatures } from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  decodeNearbyHello,
  type DeviceTag,
  encodeNearbyHello,
} from "@festival-chat/protocol/wire";

/** Who this phone is in its room, and what it checks others with. */
export interface Member {
  readonly keys: RoomKeys;
  readonly identity: Identity;
  readonly tag: DeviceTag;
  readonly signatures: Signatures;
  readonly authors: AuthorChecks;
}

/** Who is at the other end. */
export interface Greeted {
  readonly tag: DeviceTag;
  readonly author: AuthorKey;
}

export interface Greeting {
  /** Our first frame. */
  readonly greet: Uint8Array;
  /**
   * The next frame of the other end. At most one call at a time.
   * @returns what to send, who it is once that is proved, or "refused": hang up
   */
  heard(
    frame: Uint8Array,
  ): Promise<{ readonly send?: Uint8Array; readonly greeted?: Greeted } | "refused">;
}

/**
 * @param fingerprints of our certificate and of theirs, as both descriptions name them
 * @param expected whom card or signal named
 * @param nonce 16 fresh bytes
 */
export function createGreeting(
  member: Member,
  fingerprints: { readonly own: Uint8Array; readonly other: Uint8Array },
  expected: DeviceTag,
  nonce: Uint8Array,
): Greeting {
  const { keys, identity, tag, signatures, authors } = member;
  const own: LinkEnd = { tag, fingerprint: fingerprints.own, nonce };
  let other: LinkEnd | undefined;

  return {
    greet: encodeNearbyHello({ kind: "greet", tag, nonce }),
    async heard(frame) {
      const hello = decodeNearbyHello(frame);
      if (hello?.ok !== true) return "refused";
      switch (hello.value.kind) {
        case "greet": {
          if (other !== undefined || hello.value.tag !== expected) return "refused";
          const { tag: theirs, nonce: theirNonce } = hello.value;
          other = { tag: theirs, fingerprint: fingerprints.other, nonce: theirNonce.slice() };
          const proof = await makeProof(keys, identity, own, other, signatures);
          return { send: encodeNearbyHello({ kind: "prove", ...proof }) };
        }
        case "prove": {
          if (other === undefined) return "refused";
          const author = await checkProof(keys, own, other, hello.value, authors, signatures);
          return author === undefined ? "refused" : { greeted: { tag: other.tag, author } };
        }
      }
    },
  };
}
