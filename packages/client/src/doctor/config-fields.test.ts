/** What a relay's settings promise beside the link: pushes and helpers for phones that meet. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { createECDH } from "node:crypto";
import { describe, test } from "node:test";
import {
  credentialFault,
  type IceServer,
  isPushKey,
  parseIceUrl,
  pushFinding,
  readIceServers,
} from "./config-fields.ts";

const aKey = (): Buffer => {
  const curve = createECDH("prime256v1");
  return curve.generateKeys();
};
const configWith = (fields: object): string => JSON.stringify(fields);

describe("the push key", () => {
  test("is a point of P-256 and nothing else", () => {
    for (let round = 0; round < 20; round++) ok(isPushKey(aKey().toString("base64url")));
    const bent = aKey();
    bent[40] = (bent[40] ?? 0) ^ 1;
    equal(isPushKey(bent.toString("base64url")), false);
    equal(isPushKey(aKey().subarray(0, 33).toString("base64url")), false);
    equal(isPushKey("no key!"), false);
    equal(isPushKey(""), false);
  });

  test("is needed where browsers can subscribe, and not where they cannot", () => {
    const key = aKey().toString("base64url");
    equal(pushFinding(configWith({ pushKey: key }), true).ok, true);
    const none = pushFinding(configWith({ pushKey: null }), true);
    match(none.ok ? "" : none.advice, /PUSH_CONTACT/);
    equal(pushFinding(configWith({ pushKey: null }), false).ok, true);
    equal(pushFinding(configWith({ pushKey: "AAAA" }), true).ok, false);
    equal(pushFinding("<html>", true).ok, false);
  });
});

describe("servers that help phones meet", () => {
  const serversOf = (value: unknown): readonly IceServer[] | string => {
    const read = readIceServers(configWith({ iceServers: value }));
    return "why" in read ? read.why : read.servers;
  };

  test("are read as a browser reads them", () => {
    deepEqual(serversOf([]), []);
    deepEqual(serversOf([{ urls: "stun:stun.example" }]), [
      { urls: ["stun:stun.example"], username: undefined, credential: undefined },
    ]);
    match(String(serversOf([{ urls: ["http://x"] }])), /no stun: or turn:/);
    match(String(serversOf([{}])), /no stun: or turn:|without urls/);
    match(String(serversOf([null])), /without urls|no stun:/);
    match(String(serversOf("stun:x")), /no list/);
    deepEqual(readIceServers("nonsense"), { servers: [] });
  });

  test("have standard ports", () => {
    const read = (url: string) => {
      const { host, port, transport } = parseIceUrl(url) ?? {};
      return [host, port, transport];
    };
    deepEqual(read("stun:a.example"), ["a.example", 3478, "udp"]);
    deepEqual(read("turns:a.example"), ["a.example", 5349, "tcp"]);
    deepEqual(read("turn:[::1]:99?transport=tcp"), ["::1", 99, "tcp"]);
    equal(parseIceUrl("stun:"), undefined);
    equal(parseIceUrl("mailto:a@b"), undefined);
  });

  test("tell by their name until when credentials serve", () => {
    const turn = (username?: string): IceServer => ({
      urls: ["turn:a.example"],
      username,
      credential: username === undefined ? undefined : "secret",
    });
    const now = 2_000_000_000_000;
    equal(credentialFault(turn("2000000001:camp"), now), undefined);
    match(credentialFault(turn("1999999999:camp"), now) ?? "", /ended 2033-05-18/);
    match(credentialFault(turn(), now) ?? "", /no credentials/);
    equal(credentialFault(turn("camp"), now), undefined, "a name without a time");
    equal(credentialFault({ ...turn(), urls: ["stun:a.example"] }, now), undefined);
  });
});
