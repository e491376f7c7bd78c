/**
 * Codecs: one description of a layout serves reading and writing, so that they cannot disagree.
 *
 * Reading follows the rules of Reader: it never throws, and after a fault it answers harmless values
 * of the right type, so only whole values that ended without a fault may be used. Writing takes
 * values within limits.ts: the caller made them.
 */
import type { Reader, Writer } from "./bytes.ts";
import { idFromBytes, idLength, type IdName, idToBytes } from "./ids.ts";
import * as limits from "./limits.ts";

/** How values of one type travel. */
export interface Codec<T> {
  write(writer: Writer, value: T): void;
  read(reader: Reader): T;
}

/** A codec for every field of T; their order is the order on the wire. */
export type Layout<T> = { readonly [Name in keyof T]: Codec<T[Name]> };

/** A canonical varint of at most `max`. */
export const varint = (max: number = limits.varint): Codec<number> => ({
  write: (writer, value) => void writer.varint(value),
  read: (reader) => reader.varint(max),
});

/** Big-endian unsigned integer of `size` bytes. */
export const uint = (size: number): Codec<number> => ({
  write: (writer, value) => void writer.uint(value, size),
  read: (reader) => reader.uint(size),
});

/** Exactly `length` bytes. */
export const raw = (length: number): Codec<Uint8Array> => ({
  write: (writer, bytes) => void writer.raw(bytes),
  read: (reader) => reader.raw(length),
});

/** A varint length of at most `max` and that many bytes. */
export const run = (max: number): Codec<Uint8Array> => ({
  write: (writer, bytes) => void writer.run(bytes),
  read: (reader) => reader.run(max),
});

/** Everything to the end, at most `max` bytes. */
export const rest = (max: number): Codec<Uint8Array> => ({
  write: (writer, bytes) => void writer.raw(bytes),
  read: (reader) => reader.rest(max),
});

/** An identifier of this kind. */
export const id = <N extends IdName>(name: N): Codec<ReturnType<typeof idFromBytes<N>>> => ({
  write: (writer, value) => void writer.raw(idToBytes(value)),
  read(reader) {
    const bytes = reader.raw(idLength(name));
    // After a fault the whole is refused; zeros keep the type without a second path.
    return idFromBytes(name, reader.fault ? new Uint8Array(idLength(name)) : bytes);
  },
});

/** One of `values` by its index in a byte; anything else is malformed. */
export const choice = <T>(...values: readonly [T, ...T[]]): Codec<T> => ({
  write: (writer, value) => void writer.u8(values.indexOf(value)),
  read(reader) {
    const value = values[reader.u8()];
    if (value !== undefined) return value;
    reader.fail();
    return values[0];
  },
});

export const flag: Codec<boolean> = choice<boolean>(false, true);

/** A flag, and the value if it is there. */
export const optional = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  write(writer, value) {
    flag.write(writer, value !== undefined);
    if (value !== undefined) codec.write(writer, value);
  },
  read: (reader) => (flag.read(reader) ? codec.read(reader) : undefined),
});

/** A count of at most `max` and the items. A lying count costs nothing. */
export const counted = <T>(codec: Codec<T>, max: number): Codec<readonly T[]> => ({
  write(writer, items) {
    writer.varint(items.length);
    for (const item of items) codec.write(writer, item);
  },
  read(reader) {
    const items: T[] = [];
    const count = reader.varint(max);
    while (items.length < count && !reader.fault) items.push(codec.read(reader));
    return items;
  },
});

/** Items to the end, at most `max`. */
export const toEnd = <T>(codec: Codec<T>, max: number): Codec<readonly T[]> => ({
  write(writer, items) {
    for (const item of items) codec.write(writer, item);
  },
  read(reader) {
    const items: T[] = [];
    while (reader.left > 0) {
      if (items.length === max) reader.fail();
      else items.push(codec.read(reader));
    }
    return items;
  },
});

/** Takes no bytes: it is always `value`. */
export const always = <T>(value: T): Codec<T> => ({ write: () => undefined, read: () => value });

/** What `codec` reads, and malformed unless it keeps a rule besides. */
export const checked = <T>(codec: Codec<T>, keepsRule: (value: T) => boolean): Codec<T> => ({
  write: codec.write,
  read(reader) {
    const value = codec.read(reader);
    if (!keepsRule(value)) reader.fail();
    return value;
  },
});

/** One field after the other, as the layout names them. */
export function fields<T extends object>(layout: Layout<T>): Codec<T> {
  const entries = Object.entries(layout) as [keyof T, Codec<T[keyof T]>][];
  return {
    write(writer, value) {
      for (const [name, codec] of entries) codec.write(writer, value[name]);
    },
    read(reader) {
      const value = {} as T;
      for (const [name, codec] of entries) value[name] = codec.read(reader);
      return value;
    },
  };
}

/** A layout for every value of the field `tag`, which itself takes no bytes here. */
export type Variants<T, Tag extends keyof T> = {
  readonly [Kind in T[Tag] & string]: Layout<Omit<Extract<T, Record<Tag, Kind>>, Tag>>;
};

/** The codecs of a discriminated union, by the value of its `tag`. Which one follows is the caller's to say. */
export function variants<T extends object, Tag extends keyof T & string>(
  tag: Tag,
  layouts: Variants<T, Tag>,
): Readonly<Record<T[Tag] & string, Codec<T>>> {
  const codecs = Object.entries<object>(layouts).map(([kind, layout]) => [
    kind,
    fields({ [tag]: always(kind), ...layout }),
  ]);
  return Object.fromEntries(codecs);
}
