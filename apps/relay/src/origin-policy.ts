/** Which web origins may open links (RFC 6454): the host itself, and those the operator names. */
export interface OriginPolicy {
  /** Origins served elsewhere; "*" allows every one. */
  readonly webOrigins: readonly string[];
  /** Accept links without an Origin header. */
  readonly allowsMissing: boolean;
}

/** @param host the Host header of the upgrade */
export function allowsOrigin(
  policy: OriginPolicy,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined) return policy.allowsMissing;
  if (policy.webOrigins.includes("*") || policy.webOrigins.includes(origin)) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  // A proxy ends TLS, so the scheme of the page may differ from ours; the host may not.
  const web = url.protocol === "https:" || url.protocol === "http:";
  return web && url.origin === origin && url.host === host.toLowerCase();
}
