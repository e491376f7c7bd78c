/** The error of a start over a database that must not be used. */

/** The database must not be used. `message` says why and what to do. */
export class DatabaseRefused extends Error {
  /** Whether it goes by itself: no space, or a disk that does not answer. */
  readonly passing: boolean;

  constructor(why: string, options: { readonly passing?: boolean; readonly cause?: unknown } = {}) {
    super(why, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "DatabaseRefused";
    this.passing = options.passing ?? false;
  }
}
