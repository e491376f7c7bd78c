/**
 * Reads parsed flags into values. After the first fault every read answers its fallback and the
 * fault stays, so that a command checks once, at its end.
 */
import { parseRelayAddress, type RelayAddress } from "./relay-address.ts";
import { type Bounds, parseCount, parseDecimal, parseShare } from "./values.ts";

/** What node:util parseArgs gives for one flag. */
export type FlagValue = string | boolean | undefined;

export interface FlagReader {
  /** The first fault in words, or undefined. */
  readonly fault: () => string | undefined;
  fail(why: string): void;
  has(name: string): boolean;
  text(name: string): string | undefined;
  count(name: string, fallback: number, bounds: Bounds): number;
  decimal(name: string, fallback: number, bounds: Bounds): number;
  share(name: string, fallback: number): number;
  /** Seconds on the command line, milliseconds here. */
  millis(name: string, fallbackSeconds: number): number;
  address(name: string): RelayAddress | undefined;
}

/** A day: a wait beyond it is a mistyped number. */
const waitBounds: Bounds = { min: 0.1, max: 86_400 };

export function createFlagReader(values: Readonly<Record<string, FlagValue>>): FlagReader {
  let fault: string | undefined;
  const fail = (why: string): void => {
    fault ??= why;
  };
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (typeof value !== "string") return undefined;
    if (value.trim() === "") fail(`--${name} needs a value`);
    return value;
  };
  const number = (
    name: string,
    fallback: number,
    parse: (text: string) => ReturnType<typeof parseShare>,
  ): number => {
    const given = text(name);
    if (given === undefined) return fallback;
    const parsed = parse(given);
    if (parsed.ok) return parsed.value;
    fail(`--${name}: ${parsed.error}`);
    return fallback;
  };
  return {
    fault: () => fault,
    fail,
    has: (name) => values[name] === true,
    text,
    count: (name, fallback, bounds) => number(name, fallback, (t) => parseCount(t, bounds)),
    decimal: (name, fallback, bounds) => number(name, fallback, (t) => parseDecimal(t, bounds)),
    share: (name, fallback) => number(name, fallback, parseShare),
    millis: (name, fallback) =>
      Math.round(1_000 * number(name, fallback, (t) => parseDecimal(t, waitBounds))),
    address(name) {
      const given = text(name);
      if (given === undefined) return undefined;
      const parsed = parseRelayAddress(given);
      if (parsed.ok) return parsed.value;
      fail(`--${name}: ${given} is no address; write it like http://localhost:3000`);
      return undefined;
    },
  };
}
