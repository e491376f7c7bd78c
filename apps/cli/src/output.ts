/** Where lines go. Commands take this instead of the process, so that tests can read along. */

export interface Output {
  /** A result: standard output. */
  line(text: string): void;
  /** A result as one line of JSON. */
  json(value: unknown): void;
  /** Words for the person, not part of the result: standard error. */
  say(text: string): void;
}

/** The process's own streams. */
export const processOutput: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
};
