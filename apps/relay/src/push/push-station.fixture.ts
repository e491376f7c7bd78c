/**
 * A push service and the browsers that subscribe at it, on this machine: it takes pushes like the
 * real ones, and a browser opens them with its private key. Written against the RFCs, with WebCrypto
 * instead of the relay's own code, so that the two can disagree.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  decodePushPayload,
  type PushPayload,
  type PushTarget,
  utf8,
} from "@festival-chat/protocol/wire";

const { subtle } = globalThis.crypto;
type Bytes = Uint8Array<ArrayBuffer>;

/** A subscription as a browser has it. */
export interface TestBrowser {
  readonly target: PushTarget;
  /** Opens a push; rejects when it was not sealed for this browser. */
  open(body: Uint8Array): Promise<Bytes>;
  /** What a push says. */
  read(body: Uint8Array): Promise<PushPayload>;
}

async function derive(from: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
  const key = await subtle.importKey("raw", from, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await subtle.deriveBits(how, key, length * 8));
}

const join = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts));

/** Opens the body of a push (RFC 8291 section 3, RFC 8188 section 2). */
async function openPush(body: Bytes, keys: CryptoKeyPair, key: Bytes, auth: Bytes): Promise<Bytes> {
  const salt = body.slice(0, 16);
  const idLength = body[20] ?? 0;
  const sender = body.slice(21, 21 + idLength);
  const senderKey = await subtle.importKey(
    "raw",
    sender,
    { name: "ECDH", namedCurve: "P-256" },
    false,
    [],
  );
  const shared = await subtle.deriveBits({ name: "ECDH", public: senderKey }, keys.privateKey, 256);
  const info = join(utf8("WebPush: info\0"), key, sender);
  const input = await derive(new Uint8Array(shared), auth, info, 32);
  const content = await derive(input, salt, utf8("Content-Encoding: aes128gcm\0"), 16);
  const iv = await derive(input, salt, utf8("Content-Encoding: nonce\0"), 12);
  const cipher = await subtle.importKey("raw", content, "AES-GCM", false, ["decrypt"]);
  const sealed = body.slice(21 + idLength);
  const padded = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv }, cipher, sealed));
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error("not the last record");
  return padded.slice(0, end);
}

/** Subscribes a new browser at this address. */
export async function testBrowser(endpoint: string): Promise<TestBrowser> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const keys = await subtle.generateKey(curve, true, ["deriveBits"]);
  const key = new Uint8Array(await subtle.exportKey("raw", keys.publicKey));
  const auth = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const open = (body: Uint8Array): Promise<Bytes> => openPush(join(body), keys, key, auth);
  return {
    target: { endpoint: utf8(endpoint), key, auth },
    open,
    async read(body) {
      const payload = decodePushPayload(await open(body));
      if (payload === undefined) throw new Error("no payload of ours");
      return payload;
    },
  };
}

/** One push as the service took it. */
export interface TakenPush {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface PushStation {
  readonly origin: string;
  readonly taken: TakenPush[];
  /** How the next pushes are answered; 201 when the list is used up. */
  readonly answers: { readonly status: number; readonly headers?: Record<string, string> }[];
  /** The next push that nobody waited for yet. */
  next(): Promise<TakenPush>;
  subscribe(path: string): Promise<TestBrowser>;
  close(): Promise<void>;
}

/** Starts a push service on a free port of this machine. */
export async function pushStation(): Promise<PushStation> {
  const taken: TakenPush[] = [];
  const answers: { status: number; headers?: Record<string, string> }[] = [];
  const fresh: TakenPush[] = [];
  const waiting: ((push: TakenPush) => void)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      const push: TakenPush = {
        path: request.url ?? "",
        headers: Object.fromEntries(headers),
        body: new Uint8Array(Buffer.concat(parts)),
      };
      taken.push(push);
      const waiter = waiting.shift();
      if (waiter === undefined) fresh.push(push);
      else waiter(push);
      const { status, headers: more } = answers.shift() ?? { status: 201 };
      response.writeHead(status, more).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    taken,
    answers,
    next: () => {
      const push = fresh.shift();
      if (push !== undefined) return Promise.resolve(push);
      return new Promise((resolve) => waiting.push(resolve));
    },
    subscribe: (path) => testBrowser(`${origin}${path}`),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads and verifies the Authorization header (RFC 8292). @returns its claims */
export async function readVapid(
  header: string,
  expectedKey: string,
): Promise<Readonly<Record<string, unknown>>> {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header) ?? [];
  if (key !== expectedKey) throw new Error("another key");
  const [head = "", claims = "", signature = ""] = token.split(".");
  const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, "base64url"));
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const verifier = await subtle.importKey("raw", bytes(key), curve, false, ["verify"]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  const said = utf8(`${head}.${claims}`);
  if (!(await subtle.verify(how, verifier, bytes(signature), said))) throw new Error("not signed");
  const { alg }: Record<string, unknown> = JSON.parse(Buffer.from(head, "base64url").toString());
  if (alg !== "ES256") throw new Error("another algorithm");
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}
