/** Security headers that an answer of a relay or of its web app carries. Judges headers, fetches nothing. */
import { failed, type Finding, passed } from "./check.ts";

/** Header fields by name in lower case. */
export type HeaderFields = ReadonlyMap<string, string>;

interface Rule {
  readonly name: string;
  /** Why a value is not good enough, or undefined. */
  readonly wrong: (value: string) => string | undefined;
  /** Only where pages come by https. */
  readonly secureOnly?: true;
}

const exactly = (name: string, wanted: string): Rule => ({
  name,
  wrong: (value) => (value.toLowerCase() === wanted ? undefined : `is not ${wanted}`),
});

/** Half a year: shorter, and browsers forget it between two festivals. */
const leastStrictSeconds = 15_552_000;

/** Directives without which a page could run or load what is not ours. */
const neededDirectives: readonly (readonly [string, RegExp])[] = [
  ["default-src 'none'", /(?:^|;)\s*default-src 'none'\s*(?:;|$)/u],
  ["script-src 'self'", /(?:^|;)\s*script-src 'self'(?:\s+'sha256-[\w+/=]+')*\s*(?:;|$)/u],
  ["frame-ancestors 'none'", /(?:^|;)\s*frame-ancestors 'none'\s*(?:;|$)/u],
  ["base-uri 'none'", /(?:^|;)\s*base-uri 'none'\s*(?:;|$)/u],
];

const rules: readonly Rule[] = [
  {
    name: "content-security-policy",
    wrong(value) {
      const missing = neededDirectives.find(([, pattern]) => !pattern.test(value));
      return missing === undefined ? undefined : `lacks ${missing[0]}`;
    },
  },
  {
    name: "strict-transport-security",
    secureOnly: true,
    wrong(value) {
      const seconds = Number(/max-age=(\d+)/iu.exec(value)?.[1] ?? 0);
      return seconds >= leastStrictSeconds ? undefined : "ends within half a year";
    },
  },
  exactly("x-content-type-options", "nosniff"),
  exactly("referrer-policy", "no-referrer"),
  exactly("cross-origin-opener-policy", "same-origin"),
  exactly("cross-origin-resource-policy", "same-origin"),
  exactly("cross-origin-embedder-policy", "require-corp"),
  {
    name: "permissions-policy",
    wrong: (value) => (/microphone=\(\)/u.test(value) ? undefined : "allows the microphone"),
  },
];

/**
 * @param fields of an answer that must not be kept, such as /config.json
 * @param expects secure: the page comes by https. strict: HSTS is wanted, as in production
 */
export function headersFinding(
  fields: HeaderFields,
  expects: { readonly secure: boolean; readonly strict: boolean },
): Finding {
  const faults = rules.flatMap(({ name, wrong, secureOnly }) => {
    if (secureOnly === true && !(expects.secure && expects.strict)) return [];
    const value = fields.get(name);
    if (value === undefined) return [`${name} is missing`];
    const why = wrong(value);
    return why === undefined ? [] : [`${name} ${why}`];
  });
  if (!/no-store/iu.test(fields.get("cache-control") ?? "")) {
    faults.push("/config.json may be kept by caches (cache-control lacks no-store)");
  }
  return faults.length === 0
    ? passed("all security headers are there")
    : failed(
        faults.join(", "),
        "The relay sends them all: a proxy takes them away or changes them. Let it pass them on.",
        "set-up",
      );
}

/** Host and port of an address as it is written. */
const hostOf = (address: string): string => address.split("/")[2]?.toLowerCase() ?? "";

/**
 * Whether the page may dial its relay: connect-src of the policy that came with the page.
 * @param policy Content-Security-Policy of the page; undefined when none came
 */
export function mayDial(policy: string | undefined, relayUrl: string, origin: string): boolean {
  const sources = /(?:^|;)\s*connect-src ([^;]*)/u
    .exec(policy ?? "")?.[1]
    ?.trim()
    .split(/\s+/u);
  if (sources === undefined) return policy === undefined;
  const isOwn = hostOf(relayUrl) === hostOf(origin);
  const relay = relayUrl.split("/", 3).join("/").toLowerCase();
  return sources.some((source) => (source === "'self'" ? isOwn : source.toLowerCase() === relay));
}
