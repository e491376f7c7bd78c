/**
 * The two frames that begin a link between phones (SPEC W7). They have a codec of their own: nothing of
 * a first screen needs them.
 */
import { Reader, Writer } from "./bytes.ts";
import { type Codec, id, raw, variants } from "./codec.ts";
import type { DecodeError } from "./errors.ts";
import type { DeviceTag } from "./ids.ts";
import { err, ok, type Result } from "./result.ts";

/** Number on the wire, the first of those kept for phones (F9). */
export const nearbyHelloType = 24;

export type NearbyHello =
  /** First frame of both ends: who speaks, and a nonce of this link (16 bytes). */
  | { readonly kind: "greet"; readonly tag: DeviceTag; readonly nonce: Uint8Array }
  /** Shows that the end that greeted is a device of the room, on this very channel. */
  | {
      readonly kind: "prove";
      /** 32 bytes. */
      readonly deviceKey: Uint8Array;
      /** 64 bytes. */
      readonly signature: Uint8Array;
      /** 32 bytes. */
      readonly mac: Uint8Array;
    };

const kinds = ["greet", "prove"] as const;

const layouts: Readonly<Record<NearbyHello["kind"], Codec<NearbyHello>>> = variants<
  NearbyHello,
  "kind"
>("kind", {
  greet: { tag: id("DeviceTag"), nonce: raw(16) },
  prove: { deviceKey: raw(32), signature: raw(64), mac: raw(32) },
});

export function encodeNearbyHello(hello: NearbyHello): Uint8Array<ArrayBuffer> {
  const writer = new Writer(144).u8(nearbyHelloType).u8(kinds.indexOf(hello.kind));
  layouts[hello.kind].write(writer, hello);
  return writer.finish();
}

/**
 * Parses one of these frames. Total. Byte fields are views of the input.
 * @returns undefined for bytes of another type
 */
export function decodeNearbyHello(bytes: Uint8Array): Result<NearbyHello, DecodeError> | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== nearbyHelloType) return undefined;
  const kind = kinds[reader.u8()];
  if (kind === undefined) return err({ kind: "malformed", what: "hello" });
  const hello = layouts[kind].read(reader);
  return reader.done ? ok(hello) : err({ kind: "malformed", what: "hello" });
}
