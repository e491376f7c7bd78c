/** Gate 35: every push shows exactly one notification, whatever it holds and whatever is broken. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { test } from "node:test";
import type { PushNews } from "@festival-chat/client/push";
import {
  decodeAnnouncementStatement,
  encodeAnnouncementStatement,
  idFromBytes,
  parseAnnouncementId,
} from "@festival-chat/protocol/wire";
import { pathIn, type PushOptions, type PushScene, type Shown, tellPush } from "./tell-push.ts";
import { newMessage } from "../strings/push-words.ts";

const room = idFromBytes("RoomId", new Uint8Array(16).fill(0xab));
const message: PushNews = {
  kind: "message",
  room,
  roomName: "Camp Owl",
  author: "Anna",
  text: "Gate 3 at nine",
  called: false,
  at: 1_780_000_000_000,
};

function scene(changes: Partial<PushScene> = {}, news: PushNews = message) {
  const told: { readonly title: string; readonly options: PushOptions }[] = [];
  let onScreen: readonly Shown[] = [];
  const parts: PushScene = {
    async show(title, options) {
      told.push({ title, options });
      onScreen = [{ data: options.data }];
    },
    shown: async () => onScreen,
    isLookedAt: async () => false,
    language: async () => "en",
    isBare: async () => false,
    read: async () => news,
    announced: async () => undefined,
    // Deadlines pass at once: what answers at all has answered by then.
    schedule(run) {
      const timer = setTimeout(run, 20);
      return () => clearTimeout(timer);
    },
    ...changes,
  };
  return { parts, told };
}

/** Isolates are for the screen, not for the eye. */
const plain = (text: string): string => text.replace(/[\u2068\u2069]/gu, "");

async function only(changes?: Partial<PushScene>, news?: PushNews) {
  const { parts, told } = scene(changes, news);
  await tellPush(new Uint8Array(3), parts);
  equal(told.length, 1);
  const [one] = told;
  ok(one !== undefined);
  return { ...one, title: plain(one.title), body: plain(one.options.body) };
}

test("a message shows its room, who wrote it, and its words", async () => {
  const { title, body, options } = await only();
  equal(title, "Camp Owl");
  equal(body, "Anna: Gate 3 at nine");
  equal(options.tag, `/room/${room}`);
  equal(options.timestamp, 1_780_000_000_000);
  deepEqual([options.renotify, options.silent], [false, false]);
});

test("a room has one notification: the newest message and how many there are", async () => {
  const { parts, told } = scene();
  for (let i = 0; i < 3; i++) await tellPush(undefined, parts);
  deepEqual(
    told.map(({ title }) => plain(title)),
    ["Camp Owl", "Camp Owl (2)", "Camp Owl (3)"],
  );
  equal(new Set(told.map(({ options }) => options.tag)).size, 1);
});

test("who wants no words on the lock screen sees the room, and that there is something", async () => {
  const { title, body } = await only({ isBare: async () => true });
  deepEqual([title, body], ["Camp Owl", "New message"]);
});

test("a phone that cannot tell what was wished shows no words", async () => {
  equal((await only({ isBare: () => Promise.reject(new Error("broken")) })).body, "New message");
  equal((await only({ isBare: () => new Promise(() => undefined) })).body, "New message");
});

test("who is called is buzzed again", async () => {
  equal((await only({}, { ...message, called: true })).options.renotify, true);
});

test("with the app in front of one's eyes it is shown all the same, but says nothing", async () => {
  equal((await only({ isLookedAt: async () => true })).options.silent, true);
});

test("T32: what does not open says that there is something, and no more", async () => {
  const { title, body, options } = await only({}, { kind: "unknown" });
  deepEqual([title, body, options.tag], ["Festival Chat", "New message", "/"]);
  const something = { kind: "something", room, roomName: undefined, called: false } as const;
  equal((await only({}, something)).body, "New message");
});

test("it speaks the language of the app", async () => {
  for (const [language, words] of Object.entries(newMessage)) {
    const { body, options } = await only({ language: async () => language }, { kind: "unknown" });
    deepEqual([body, options.lang], [words, language]);
  }
  equal((await only({ language: async () => "xx" }, { kind: "unknown" })).body, "New message");
});

const failures = {
  throws: () => {
    throw new Error("broken");
  },
  rejects: () => Promise.reject(new Error("broken")),
  "never answers": () => new Promise<never>(() => undefined),
};
for (const part of ["read", "shown", "isLookedAt", "language"] as const) {
  for (const [how, failure] of Object.entries(failures)) {
    test(`where ${part} ${how}, one notification is shown`, async () => {
      const { body } = await only({ [part]: failure });
      equal(body, part === "read" ? "New message" : "Anna: Gate 3 at nine");
    });
  }
}

test("where everything is broken at once, one notification is shown", async () => {
  const broken = failures["never answers"];
  await only({ read: broken, shown: broken, isLookedAt: broken, language: broken });
});

test("what notifications remember is not trusted", async () => {
  for (const data of [undefined, null, 7, { count: "many" }, { count: -1 }, { count: NaN }]) {
    equal((await only({ shown: async () => [{ data }] })).title, "Camp Owl (2)");
  }
  equal(pathIn({ path: `/room/${room}` }), `/room/${room}`);
  for (const data of [undefined, {}, { path: "https://elsewhere.example/" }, { path: "//x" }]) {
    equal(pathIn(data), "/");
  }
});

test("hostile words are cut, and turn nothing around", async () => {
  const text = `\u202e${"🦉".repeat(5_000)}`;
  const { parts, told } = scene({}, { ...message, text, author: "\u202eannA" });
  await tellPush(undefined, parts);
  const body = told[0]?.options.body ?? "";
  ok(!body.includes("\u202e"));
  equal([...plain(body)].length, "annA: ".length + 301);
  match(body, /^\u2068annA\u2069: \u2068(?:🦉)+…\u2069$/u);
});

const id = parseAnnouncementId("05".repeat(16));
if (id === undefined) throw new RangeError("no announcement id");
const announcement = decodeAnnouncementStatement(
  encodeAnnouncementStatement({
    id,
    revision: 2,
    whole: false,
    level: "emergency",
    environment: "production",
    eventTag: "owl-2026",
    issuedAt: 1_780_000_000_000,
    expiresAt: 1_780_000_900_000,
    nextUpdate: 0,
    rooms: [],
    withdrawn: false,
    texts: [
      { language: "en", title: "Fire", body: "Walk.", action: "Go to car park B" },
      { language: "de", title: "Feuer", body: "Geht.", action: "Zum Parkplatz B" },
    ],
  }),
);

test("[N8] the organiser's words are told in the phone's language, what to do first, and stay", async () => {
  ok(announcement.ok);
  const { value } = announcement;
  const told = await only({ announced: async () => value, language: async () => "de" });
  equal(told.title, "Vom Veranstalter: Zum Parkplatz B");
  equal(told.body, "Feuer Geht.");
  deepEqual(
    [told.options.requireInteraction, told.options.renotify, told.options.silent],
    [true, true, false],
  );
  const info = { ...value, level: "info" } as const;
  const quiet = await only({ announced: async () => info });
  deepEqual([quiet.options.requireInteraction, quiet.options.silent], [false, true]);
});

test("an announcement that cannot be read is a push like any other", async () => {
  const { title } = await only({ announced: () => Promise.reject(new Error("no storage")) });
  equal(title, "Camp Owl");
});
