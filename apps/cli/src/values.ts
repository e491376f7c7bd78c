/** Numbers as people write them on a command line: total, bounded, with the reason when refused. */
import { err, ok, type Result } from "@festival-chat/protocol/wire";

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

function within(value: number, text: string, bounds: Bounds): Result<number, string> {
  return value >= bounds.min && value <= bounds.max
    ? ok(value)
    : err(`${text} is not between ${bounds.min} and ${bounds.max}`);
}

/** A whole number in plain digits. */
export function parseCount(text: string, bounds: Bounds): Result<number, string> {
  if (!/^\d{1,12}$/u.test(text)) return err(`${text} is not a whole number`);
  return within(Number(text), text, bounds);
}

/** A number with an optional fraction: seconds, or messages per second. */
export function parseDecimal(text: string, bounds: Bounds): Result<number, string> {
  if (!/^\d{1,9}(?:\.\d{1,6})?$/u.test(text)) return err(`${text} is not a number`);
  return within(Number(text), text, bounds);
}

/** "15%" or "0.15", as a share from 0 to 1. */
export function parseShare(text: string): Result<number, string> {
  const percent = /^(\d{1,3}(?:\.\d{1,3})?)%$/u.exec(text)?.[1];
  if (percent !== undefined) {
    const value = within(Number(percent), text, { min: 0, max: 100 });
    return value.ok ? ok(value.value / 100) : value;
  }
  return parseDecimal(text, { min: 0, max: 1 });
}
