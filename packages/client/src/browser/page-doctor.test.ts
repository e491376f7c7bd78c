/** The doctor on the phone that has the problem: one fault is told once, and it always ends. */
import { deepEqual, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import {
  encodeFrame,
  idFromBytes,
  noExtensions,
  type Environment,
} from "@festival-chat/protocol/wire";
import { IDBFactory } from "fake-indexeddb";
import "./key-range.fixture.ts";
import { type Outcome, runChecks } from "../doctor/check.ts";
import type { MeetingPeer } from "./meeting-check.ts";
import { createPageDoctor, type PageCheckName, type PageDoctorHost } from "./page-doctor.ts";

const config = JSON.stringify({ environment: "development" });

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "permissions-policy": "microphone=()",
};

/** A relay that says hello, and nothing else. */
const relayOf = (environment: Environment) =>
  class {
    binaryType = "arraybuffer";
    readonly bufferedAmount = 0;
    addEventListener(type: string, listener: (event: { type: string; data?: unknown }) => void) {
      if (type === "open") queueMicrotask(() => listener({ type }));
      if (type !== "message") return;
      const hello = encodeFrame({
        kind: "hello",
        versions: { min: 1, max: 1 },
        nonce: new Uint8Array(32),
        relayTime: 1_000,
        relay: idFromBytes("RelayId", new Uint8Array(8)),
        environment,
        extensions: noExtensions,
      });
      setImmediate(() => listener({ type, data: hello.slice().buffer }));
    }
    send(): void {}
    close(): void {}
  };

/** A clock that runs as the real one does, from another time. */
function clockFrom(start: number): () => number {
  const from = performance.now();
  return () => start + Math.round(performance.now() - from);
}

function hostOf(changes: Partial<PageDoctorHost> = {}): PageDoctorHost {
  return {
    // Nothing is late, except where nobody answers at all.
    schedule: (run, afterMillis) => {
      const timer = setTimeout(run, afterMillis < 1_000 ? afterMillis : afterMillis / 20);
      return () => clearTimeout(timer);
    },
    now: clockFrom(1_000),
    WebSocket: relayOf("development"),
    fetch: (url) =>
      Promise.resolve(new Response(String(url).endsWith("/health") ? "ok" : config, { headers })),
    indexedDB: new IDBFactory(),
    subtle: undefined,
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: "visible" } as const),
    locks: undefined,
    createChannel: undefined,
    onLine: true,
    storage: undefined,
    serviceWorker: undefined,
    RTCPeerConnection: undefined,
    ...changes,
  };
}

async function examine(host: PageDoctorHost): Promise<ReadonlyMap<PageCheckName, string>> {
  const doctor = createPageDoctor("http://camp.example", host);
  const outcomes = await runChecks(doctor.checks, {
    deadlineMillis: 10_000,
    schedule: host.schedule,
    onOutcome: () => undefined,
  });
  await doctor.end();
  return new Map(outcomes.map((outcome) => [outcome.name, told(outcome)]));
}

const told = (outcome: Outcome<PageCheckName>): string => {
  if (outcome.kind === "failed") return outcome.fault;
  return outcome.kind === "skipped" ? `needs ${outcome.because}` : "fine";
};

const page = () => Promise.resolve(new Response("<!doctype html><title>Free Wi-Fi</title>"));
const nobody = () => Promise.reject(new TypeError("Failed to fetch"));

describe("the doctor in a page", () => {
  test("finds the way to a relay open, and tells at which step nobody answers any more", async () => {
    const found = await examine(hostOf());
    const well = [
      "reach",
      "signIn",
      "health",
      "config",
      "headers",
      "push",
      "ice",
      "upgrade",
    ] as const;
    for (const name of [...well, "clock"] as const) {
      equal(found.get(name), "fine", name);
    }
    // This relay speaks its hello only.
    equal(found.get("join"), "late");
    equal(found.get("roundTrip"), "needs join");
    equal(found.get("storage"), "fine");
  });

  test("a server that is down is told once; storage is looked at all the same", async () => {
    const found = await examine(hostOf({ fetch: nobody }));
    deepEqual(
      [...found.values()],
      [
        "no-answer",
        ...["signIn", "health", "config"].map(() => "needs reach"),
        "needs config",
        "needs config",
        "needs config",
        "needs reach",
        "needs upgrade",
        "needs upgrade",
        "needs upgrade",
        "needs join",
        "needs roundTrip",
        "needs history",
        "needs join",
        "fine",
        "no-worker",
      ],
    );
  });

  test("a sign-in page is told as what it is, and nothing behind it is blamed", async () => {
    const found = await examine(hostOf({ fetch: page }));
    equal(found.get("reach"), "fine");
    equal(found.get("signIn"), "sign-in");
    equal(found.get("health"), "needs signIn");
    equal(found.get("join"), "needs upgrade");
  });

  test("a relay of another environment is never joined", async () => {
    const found = await examine(hostOf({ WebSocket: relayOf("production") }));
    equal(found.get("upgrade"), "fine");
    equal(found.get("environment"), "wrong-environment");
    equal(found.get("join"), "needs environment");
  });

  test("a proxy that takes headers away, and settings that no browser takes, are told", async () => {
    const answers = (text: string, with_: Record<string, string>) => () =>
      Promise.resolve(new Response(text, { headers: with_ }));
    const bare = await examine(hostOf({ fetch: answers(config, {}) }));
    deepEqual([bare.get("headers"), bare.get("config")], ["set-up", "fine"]);
    const odd = JSON.stringify({
      environment: "development",
      pushKey: "no key",
      iceServers: [{ urls: "http://stun.example" }],
    });
    const found = await examine(hostOf({ fetch: answers(odd, headers) }));
    deepEqual([found.get("push"), found.get("ice")], ["set-up", "set-up"]);
  });

  test("a STUN server that answers is told from one that is silent", async () => {
    const withStun = JSON.stringify({
      environment: "development",
      iceServers: [{ urls: "stun:stun.example" }],
    });
    const peerThatGathers = (type: "host" | "srflx") =>
      class implements MeetingPeer {
        tell: Parameters<MeetingPeer["addEventListener"]>[1] = () => {};
        addEventListener(_: "icecandidate", listener: typeof this.tell): void {
          this.tell = listener;
        }
        createDataChannel(): void {}
        createOffer = () => Promise.resolve({ type: "offer" as const });
        setLocalDescription = () => Promise.resolve(this.tell({ candidate: { type } }));
        close(): void {}
      };
    const look = async (type: "host" | "srflx") => {
      const fetch = () => Promise.resolve(new Response(withStun, { headers }));
      return (await examine(hostOf({ fetch, RTCPeerConnection: peerThatGathers(type) }))).get(
        "ice",
      );
    };
    deepEqual([await look("srflx"), await look("host")], ["fine", "no-answer"]);
  });

  test("a clock that is wrong is told, and the rest goes on", async () => {
    const found = await examine(hostOf({ now: clockFrom(3_600_000) }));
    equal(found.get("clock"), "clock");
    equal(found.get("join"), "late");
  });

  test("storage that is denied, or nearly full, is told", async () => {
    equal((await examine(hostOf({ indexedDB: undefined }))).get("storage"), "storage-denied");
    const full = {
      estimate: () => Promise.resolve({ usage: 95_000_000, quota: 100_000_000 }),
      persisted: () => Promise.resolve(false),
    };
    equal((await examine(hostOf({ storage: full }))).get("storage"), "storage-full");
  });
});
