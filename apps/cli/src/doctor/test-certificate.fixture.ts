/**
 * Certificates for stand-in servers, made when they are needed: of an authority of our own, for any
 * name and any time (X.509, RFC 5280; DER, ITU-T X.690).
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >>> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
const setOf = (...parts: readonly Uint8Array[]): Buffer => tlv(0x31, ...parts);
const utf8Text = (text: string): Buffer => tlv(0x0c, Buffer.from(text));
const octets = (part: Uint8Array): Buffer => tlv(0x04, part);
const bits = (part: Uint8Array): Buffer => tlv(0x03, Buffer.from([0]), part);
const object = (...bytes: readonly number[]): Buffer => tlv(0x06, Buffer.from(bytes));

const commonName = object(0x55, 0x04, 0x03);
const subjectAltName = object(0x55, 0x1d, 0x11);
const basicConstraints = object(0x55, 0x1d, 0x13);
const ecdsaWithSha256 = sequence(object(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

const nameOf = (text: string): Buffer => sequence(setOf(sequence(commonName, utf8Text(text))));

/** YYYYMMDDHHMMSSZ: GeneralizedTime, good for every year. */
const timeOf = (at: number): Buffer =>
  tlv(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/gu, "")}`));

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replaceAll(/.{64}/gu, "$&\n")}\n-----END CERTIFICATE-----\n`;

export interface TestCertificate {
  /** PEM of certificate and of its private key. */
  readonly cert: string;
  readonly key: string;
}

export interface TestAuthority {
  /** PEM for `ca` or NODE_EXTRA_CA_CERTS. */
  readonly cert: string;
  /** @param name DNS name it is for; @param from, to milliseconds since 1970 */
  issue(name: string, from: number, to: number): TestCertificate;
  /** The same, signed by itself. */
  selfSigned(name: string, from: number, to: number): TestCertificate;
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const newKeys = (): Keys => generateKeyPairSync("ec", { namedCurve: "prime256v1" });

function certificate(of: {
  readonly subject: string;
  readonly issuer: string;
  readonly isAuthority: boolean;
  readonly from: number;
  readonly to: number;
  readonly keys: Keys;
  readonly signedBy: KeyObject;
}): string {
  const isTrue = tlv(0x01, Buffer.from([0xff]));
  const extension = of.isAuthority
    ? sequence(basicConstraints, isTrue, octets(sequence(isTrue)))
    : sequence(subjectAltName, octets(sequence(tlv(0x82, Buffer.from(of.subject)))));
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    // Positive, as a serial number has to be.
    tlv(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    nameOf(of.issuer),
    sequence(timeOf(of.from), timeOf(of.to)),
    nameOf(of.subject),
    of.keys.publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(extension)),
  );
  return pem(sequence(content, ecdsaWithSha256, bits(sign("sha256", content, of.signedBy))));
}

export function createTestAuthority(): TestAuthority {
  const issuer = "Festival Chat test authority";
  const authority = newKeys();
  const keyText = ({ privateKey }: Keys): string =>
    privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const long = 10 * 365 * 86_400_000;
  return {
    cert: certificate({
      subject: issuer,
      issuer,
      isAuthority: true,
      from: Date.now() - long,
      to: Date.now() + long,
      keys: authority,
      signedBy: authority.privateKey,
    }),
    issue(subject, from, to) {
      const keys = newKeys();
      const signedBy = authority.privateKey;
      const cert = certificate({ subject, issuer, isAuthority: false, from, to, keys, signedBy });
      return { cert, key: keyText(keys) };
    },
    selfSigned(subject, from, to) {
      const keys = newKeys();
      const signedBy = keys.privateKey;
      return {
        cert: certificate({
          subject,
          issuer: subject,
          isAuthority: false,
          from,
          to,
          keys,
          signedBy,
        }),
        key: keyText(keys),
      };
    },
  };
}
