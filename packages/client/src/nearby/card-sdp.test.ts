/** Cards and session descriptions; which pairs of places are of one network. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idFromBytes } from "@festival-chat/protocol/wire";
import { answerOf, cardOf } from "./card-sdp.ts";
import { isNearPair, runsNear } from "./near-pair.ts";

const tag = idFromBytes("DeviceTag", new Uint8Array(8).fill(3));
const fingerprint = Array.from({ length: 32 }, (_, i) => (i + 16).toString(16).toUpperCase());

/** What Chromium says of itself, a TCP place and one without a port among it. */
const offer = [
  "v=0",
  "o=- 6914566997917433091 2 IN IP4 127.0.0.1",
  "a=group:BUNDLE 0",
  "m=application 38377 UDP/DTLS/SCTP webrtc-datachannel",
  "a=candidate:2430210294 1 udp 2113942271 fd00::2 49553 typ host generation 0 network-cost 999",
  "a=candidate:1539100950 1 udp 2113937151 192.168.4.2 38377 typ host generation 0",
  "a=candidate:1539100950 1 udp 2113937151 0.0.0.0 38378 typ host generation 0",
  "a=candidate:1 1 udp 2113937151 1b9d3a3c-8a3b-4f7e-9d55-0123456789ab.local 5000 typ host",
  "a=candidate:2 1 udp 2113937151 fe80::1 5001 typ host",
  "a=candidate:3 1 tcp 1518280447 192.168.4.2 9 typ host tcptype active",
  "a=candidate:4 2 udp 2113937151 192.168.4.2 5002 typ host",
  "a=candidate:5 1 udp 1677729535 203.0.113.7 6000 typ srflx raddr 192.168.4.2 rport 38377",
  "a=ice-ufrag:Nysm",
  "a=ice-pwd:8AQ85iSQURVAuDzhzOn5GBSp",
  `a=fingerprint:sha-256 ${fingerprint.join(":")}`,
  "a=setup:actpass",
  "",
].join("\r\n");

test("[W1] a card is what a browser says of its end, the most useful places first", () => {
  const card = cardOf(offer, tag);
  ok(card);
  deepEqual([card.ufrag, card.pwd], ["Nysm", "8AQ85iSQURVAuDzhzOn5GBSp"]);
  deepEqual(
    card.candidates.map(({ type, family, port }) => `${type} ${family} ${port}`),
    ["host ipv4 38377", "host name 5000", "host ipv6 49553", "srflx ipv4 6000"],
  );
});

test("[W3] the answer made of a card says the same as the offer did", () => {
  const card = cardOf(offer, tag);
  ok(card);
  const answer = answerOf(card, "active");
  deepEqual(cardOf(answer, tag), card);
  ok(answer.includes("a=setup:active"));
  ok(answer.includes("1b9d3a3c-8a3b-4f7e-9d55-0123456789ab.local 5000 typ host\r\n"));
});

test("[W1] whatever a browser says, it gives a card or none", () => {
  equal(cardOf("", tag), undefined);
  equal(cardOf(offer.replace("sha-256", "sha-1"), tag), undefined);
  fc.assert(
    fc.property(fc.nat(offer.length), fc.nat(80), fc.string(), (from, length, words) => {
      const card = cardOf(offer.slice(0, from) + words + offer.slice(from + length), tag);
      if (card !== undefined) equal(card.fingerprint.length, 32);
    }),
  );
});

test("[W6] a pair is near when its other end is a private place, or of our own network", () => {
  const near = [
    "192.168.43.1",
    "10.0.0.7",
    "172.20.10.2",
    "169.254.3.4",
    "fd00::2",
    "fe80::1",
    "1b9d3a3c-8a3b-4f7e-9d55-0123456789ab.local",
    undefined,
  ];
  for (const remote of near) equal(isNearPair("192.168.43.2", remote), true, remote);
  for (const remote of ["203.0.113.7", "172.32.0.1", "2001:db8:1::7", "nonsense"]) {
    equal(isNearPair("192.168.43.2", remote), false, remote);
  }
  equal(isNearPair("2001:db8:1::1", "2001:db8:1::7"), true);
  equal(isNearPair("2001:db8:2::1", "2001:db8:1::7"), false);
});

test("[W6] statistics tell the pair; where they tell none, the link stays", async () => {
  const near = (stats: readonly { id: string; type: string }[]) =>
    runsNear({ getStats: async () => ({ forEach: (each) => stats.forEach((one) => each(one)) }) });
  const pair = {
    id: "p",
    type: "candidate-pair",
    nominated: true,
    localCandidateId: "l",
    remoteCandidateId: "r",
  };
  const local = { id: "l", type: "local-candidate", candidateType: "host", address: "10.0.0.1" };
  const remote = { id: "r", type: "remote-candidate", candidateType: "prflx", address: "10.0.0.2" };
  equal(await near([pair, local, remote]), true);
  equal(await near([pair, local, { ...remote, address: "203.0.113.7" }]), false);
  equal(await near([pair, local, { ...remote, candidateType: "relay" }]), false);
  equal(await near([pair, { ...local, candidateType: "relay" }, remote]), false);
  equal(await near([]), true);
});
