/** The command line of `npm run fuzz`. */
export interface FuzzOptions {
  /** Runs per target; undefined when time decides. */
  readonly count: number | undefined;
  /** Seconds per target; undefined when the count decides. */
  readonly seconds: number | undefined;
  /** One target, or all. */
  readonly target: string | undefined;
  readonly seed: number;
  /** Every `of`-th target, from `first`: for several processes that share the work; all when undefined. */
  readonly part: { readonly first: number; readonly of: number } | undefined;
  /** Try exactly these bytes on the target, instead of many. */
  readonly bytes: Uint8Array | undefined;
}

export type FuzzRequest =
  | { readonly kind: "run"; readonly options: FuzzOptions }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const helpText = `npm run fuzz -- [options]    bytes nobody would send, at every decoder

  --seconds N     as long for each target (10 when neither is given)
  --count N       as many runs for each target
  --target NAME   only this one
  --part K/N      the K-th of N shares of all targets
  --seed N        repeat a run: the seed is printed at its start
  --bytes HEX     try exactly these bytes on --target
  --help          this text

Ends with 1 and the bytes in hex when a decoder throws, or accepts what it would write otherwise.`;

const defaultSeconds = 10;

/** @param fallbackSeed used when the command line names none */
export function parseFuzzOptions(args: readonly string[], fallbackSeed: number): FuzzRequest {
  const values = new Map<string, string>();
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i] ?? "";
    if (name === "--help" || name === "-h") return { kind: "help" };
    const value = args[i + 1];
    if (!/^--(?:seconds|count|target|part|seed|bytes)$/.test(name)) {
      return { kind: "wrong", why: `unknown option ${name}` };
    }
    if (value === undefined) return { kind: "wrong", why: `${name} needs a value` };
    values.set(name.slice(2), value);
  }
  const wrong = ["seconds", "count", "seed"].find(
    (name) => values.has(name) && !/^\d{1,12}$/.test(values.get(name) ?? ""),
  );
  if (wrong !== undefined) return { kind: "wrong", why: `--${wrong} needs a whole number` };
  const part = partOf(values.get("part"));
  if (part === undefined && values.has("part")) {
    return { kind: "wrong", why: "--part needs a share like 1/2" };
  }
  const hex = values.get("bytes");
  if (hex !== undefined && !/^(?:[0-9a-f]{2})*$/.test(hex)) {
    return { kind: "wrong", why: "--bytes needs lower-case hex" };
  }
  if (hex !== undefined && !values.has("target")) {
    return { kind: "wrong", why: "--bytes needs --target" };
  }
  const number = (name: string): number | undefined =>
    values.has(name) ? Number(values.get(name)) : undefined;
  const count = number("count");
  return {
    kind: "run",
    options: {
      count,
      seconds: number("seconds") ?? (count === undefined ? defaultSeconds : undefined),
      target: values.get("target"),
      seed: number("seed") ?? fallbackSeed,
      part,
      bytes: hex === undefined ? undefined : Uint8Array.from(Buffer.from(hex, "hex")),
    },
  };
}

/** Reads "1/2". */
function partOf(text: string | undefined): FuzzOptions["part"] {
  const [, share = "", shares = ""] = /^(\d)\/(\d)$/.exec(text ?? "") ?? [];
  const [k, of] = [Number(share), Number(shares)];
  return k >= 1 && k <= of ? { first: k - 1, of } : undefined;
}
