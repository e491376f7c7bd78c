/**
 * Security headers of every HTTP answer, in one place.
 *
 * The web app runs no remote code, and of scripts in its page only the one whose hash is named; what a
 * page may connect to is named.
 */
import type { InlineHashes } from "./static.ts";

export interface HeaderOptions {
  /** Relays that pages may speak to besides their own origin: ws: or wss: addresses. */
  readonly connect: readonly string[];
  /** Style and script blocks of the page. */
  readonly inline: InlineHashes;
  /** The organiser's console signs in with passkeys (Web Authentication level 3). */
  readonly passkeys?: boolean;
  /** Tell browsers to use HTTPS only: true where we are reached by it. */
  readonly hsts: boolean;
}

const withheldFeatures = [
  "accelerometer",
  "browsing-topics",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Content-Security-Policy (CSP Level 3) of the web app. */
export function contentSecurityPolicy(options: HeaderOptions): string {
  const quoted = (hashes: readonly string[]): string[] => hashes.map((hash) => `'${hash}'`);
  const directives: readonly (readonly string[])[] = [
    ["default-src", "'none'"],
    ["script-src", "'self'", ...quoted(options.inline.scripts)],
    ["style-src", "'self'", ...quoted(options.inline.styles)],
    ["img-src", "'self'", "blob:"],
    ["font-src", "'self'"],
    ["connect-src", "'self'", ...options.connect],
    ["worker-src", "'self'"],
    ["manifest-src", "'self'"],
    ["media-src", "blob:"],
    ["base-uri", "'none'"],
    ["object-src", "'none'"],
    ["form-action", "'none'"],
    ["frame-ancestors", "'none'"],
    ["require-trusted-types-for", "'script'"],
    // One policy, for one address: the service worker's script (apps/web/src/boot/app-update.ts).
    ["trusted-types", "service-worker"],
  ];
  return directives.map((words) => words.join(" ")).join("; ");
}

/**
 * The headers of a part of a page: a script, style or font with its hash in its name. Policies are
 * those of the page that asks for it; a kilobyte of them with each part would cost a slow field as much
 * as a sixth of the app. Nothing that browsers show or start by itself may come with these alone: no
 * page, no image that can hold script, no worker.
 */
export const partHeaders = (
  options: Pick<HeaderOptions, "hsts">,
): Readonly<Record<string, string>> => ({
  ...(options.hsts
    ? { "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload" }
    : {}),
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
});

/** The headers of every other answer; Cache-Control is the answer's own. */
export function securityHeaders(options: HeaderOptions): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(options),
    ...partHeaders(options),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": [
      "camera=(self)",
      ...withheldFeatures.map((feature) => {
        const allowed = options.passkeys === true && feature.startsWith("publickey-credentials-");
        return allowed ? `${feature}=(self)` : `${feature}=()`;
      }),
    ].join(", "),
    "X-Frame-Options": "DENY",
  };
}
