/**
 * Total parsers of JSON values: a value of the type, or undefined. They never throw, copy what they
 * know into fresh objects and look at own properties only, so that a `__proto__` changes nothing.
 * `null` stands for what is not there; a field that is missing is a fault.
 */
import { fromHex } from "../wire/ids.ts";

export type Parse<T> = (value: unknown) => T | undefined;

/** The type that a parser gives. */
export type Parsed<P> = P extends Parse<infer T> ? T : never;

/** Text of at most `max` UTF-16 units, in one form if it is given. */
export const text =
  (max: number, form?: RegExp): Parse<string> =>
  (value) =>
    typeof value === "string" && value.length <= max && (form?.test(value) ?? true)
      ? value
      : undefined;

/** A whole number. */
export const whole =
  (min = 0, max: number = Number.MAX_SAFE_INTEGER): Parse<number> =>
  (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max
      ? value
      : undefined;

/** Any finite number from 0. */
export const amount: Parse<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;

export const yesNo: Parse<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

export const oneOf =
  <const T extends string>(...values: readonly T[]): Parse<T> =>
  (value) =>
    values.find((one) => one === value);

/** `bytes` bytes in lower-case hex. */
export const hex =
  (bytes: number): Parse<string> =>
  (value) =>
    typeof value === "string" && fromHex(value)?.length === bytes ? value : undefined;

/** Base64url without padding (RFC 4648 section 5) of at most `max` characters. */
export const base64url = (max: number): Parse<string> => text(max, /^[A-Za-z0-9_-]+$/);

export const orNull =
  <T>(parse: Parse<T>): Parse<T | null> =>
  (value) =>
    value === null ? null : parse(value);

export const either =
  <A, B>(one: Parse<A>, other: Parse<B>): Parse<A | B> =>
  (value) =>
    one(value) ?? other(value);

/** A list of at most `max`; one item that does not parse is a fault of the whole. */
export const list =
  <T>(parse: Parse<T>, max: number, min = 0): Parse<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > max || value.length < min) return undefined;
    const items: T[] = [];
    for (const one of value) {
      const item = parse(one);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };

/** An object with these fields; others are left out. */
export const shape =
  <T extends object>(fields: { readonly [K in keyof T]: Parse<T[K]> }): Parse<Readonly<T>> =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const result: Partial<T> = {};
    for (const name of Object.keys(fields) as (keyof T & string)[]) {
      if (!Object.hasOwn(value, name)) return undefined;
      const field = fields[name]((value as Readonly<Record<string, unknown>>)[name]);
      if (field === undefined) return undefined;
      result[name] = field;
    }
    return result as T;
  };

/** The value of JSON text, or undefined for anything that is none. */
export function parseJson<T>(source: string, parse: Parse<T>): T | undefined {
  try {
    return parse(JSON.parse(source));
  } catch {
    return undefined;
  }
}
