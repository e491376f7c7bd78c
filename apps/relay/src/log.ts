/**
 * Log: one line per happening. JSON for machines, words for people in development.
 *
 * Fields are constants, counts and errors of our own making. Never an address, a key, a room id, a
 * name, or anything a member sent.
 */
export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
export type Log = (level: LogLevel, what: string, fields?: LogFields) => void;

export interface LogOptions {
  readonly human: boolean;
  /** debug lines are written only if true. */
  readonly verbose: boolean;
  readonly now: () => number;
  readonly write: (line: string) => void;
}

export function createLog(options: LogOptions): Log {
  const { human, verbose, now, write } = options;
  return (level, what, fields = {}) => {
    if (level === "debug" && !verbose) return;
    const at = new Date(now()).toISOString();
    if (!human) return write(`${JSON.stringify({ at, level, what, ...fields })}\n`);
    const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
    write(`${at.slice(11, 19)} ${level.padEnd(5)} ${what}${rest.join("")}\n`);
  };
}

/** Says nothing. */
export const silentLog: Log = () => undefined;
