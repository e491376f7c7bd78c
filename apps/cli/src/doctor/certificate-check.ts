/** The certificate that a server shows: whether browsers take it, and if not, what is wrong with it. */
import { connect, type PeerCertificate } from "node:tls";
import { failed, type Finding, passed } from "@festival-chat/client";
import type { Target } from "./network-checks.ts";

const dayMillis = 86_400_000;
const soonDays = 14;
const renew = "Renew the certificate.";

/** What a certificate's end means; `now` in milliseconds since 1970. */
export function expiryFinding(validTo: string, now: number): Finding {
  const days = Math.floor((Date.parse(validTo) - now) / dayMillis);
  if (Number.isNaN(days)) return failed("the certificate has no end", renew, "set-up");
  if (days < 0) return failed(`the certificate ended ${-days} days ago`, renew, "set-up");
  return days < soonDays
    ? passed(`valid, but only for ${days} more days: renew it soon`)
    : passed(`valid for ${days} more days`);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

type Shown =
  | { readonly kind: "trusted"; readonly certificate: PeerCertificate }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly certificate: PeerCertificate | undefined;
    };

/** Another way there than the usual one. */
export interface Via {
  /** Dialled instead of the host, whose name is asked for all the same. */
  readonly address?: string;
  /** PEM of the one authority that is trusted. */
  readonly authority?: string;
}

/** One handshake. `isStrict` false shows a certificate that is not trusted as well. */
function shake({ host, port }: Target, isStrict: boolean, via: Via): Promise<Shown> {
  const { promise, resolve } = Promise.withResolvers<Shown>();
  const socket = connect({
    host: via.address ?? host,
    port,
    ...(via.authority === undefined ? {} : { ca: via.authority }),
    // An address is no server name (RFC 6066 section 3).
    servername: /^[\d.]+$|:/u.test(host) ? "" : host,
    rejectUnauthorized: isStrict,
  });
  socket.once("secureConnect", () => {
    const certificate = socket.getPeerCertificate();
    resolve(
      isStrict
        ? { kind: "trusted", certificate }
        : { kind: "refused", code: String(socket.authorizationError), certificate },
    );
    socket.destroy();
  });
  socket.once("error", (error) =>
    resolve({ kind: "refused", code: codeOf(error), certificate: undefined }),
  );
  // A deadline that passes must not leave the socket open behind it.
  socket.setTimeout(60_000, () => socket.destroy());
  socket.unref();
  return promise;
}

const namesOf = ({ subject, subjectaltname }: PeerCertificate): string =>
  subjectaltname?.replaceAll(/DNS:|IP Address:/gu, "") ?? String(subject?.CN ?? "nobody");

/** Why browsers refuse it, in words. `seen` is the certificate where the server showed one. */
function refusedFinding(code: string, seen: PeerCertificate | undefined, host: string): Finding {
  const because = (found: string, advice: string): Finding => failed(found, advice, "set-up");
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return because(`the certificate ended on ${seen?.valid_to ?? "an earlier day"}`, renew);
    case "CERT_NOT_YET_VALID":
      return because(
        `the certificate begins on ${seen?.valid_from ?? "a later day"}`,
        "Set the clocks right, or wait for that day.",
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return because(
        `the certificate is for ${seen === undefined ? "another name" : namesOf(seen)}, not for ${host}`,
        "Open the name it is for, or get a certificate that names this host.",
      );
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return because(
        "the certificate is self-signed",
        "Phones warn of it and keep no app: get one from an authority that browsers know.",
      );
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return because(
        "the certificate comes from an authority of your own",
        "Put that authority on every phone, or get a certificate from one that browsers know.",
      );
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return because(
        "the chain of the certificate is not complete, or its authority is not known",
        "Give the server the whole chain (fullchain.pem), not the certificate alone.",
      );
    default:
      return seen === undefined
        ? because(
            `no TLS is spoken there (${code})`,
            "Is it an http address, or the wrong port? The proxy must speak TLS on this one.",
          )
        : because(
            `the certificate is not trusted (${code})`,
            "It must name this host, be in date and come from a known authority.",
          );
  }
}

/** Whether the certificate is one that browsers accept, and for how long. */
export async function checkCertificate(
  target: Target,
  now: () => number,
  via: Via = {},
): Promise<Finding> {
  const strict = await shake(target, true, via);
  if (strict.kind === "trusted") return expiryFinding(strict.certificate.valid_to, now());
  const shown = await shake(target, false, via);
  return refusedFinding(strict.code, shown.certificate, target.host);
}
