/**
 * Reaching people whose app is closed: the bell, the relay, a push service on this machine, and the
 * real service worker of a real browser. Headless browsers have no push service of their own, so the
 * test plays that part of the browser: it subscribes, opens what comes, and hands it to the worker.
 */
import { deepEqual, equal, match } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { decodePushPayload, encodePushPayload, parseId } from "@festival-chat/protocol/wire";
import type { Page, Worker } from "playwright-core";
import {
  type PushStation,
  pushStation,
  type TestBrowser,
} from "../../apps/relay/src/push/push-station.fixture.ts";
import * as chat from "./chat.ts";
import { eventually, until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";

/** In a service worker. */
declare const registration: ServiceWorkerRegistration;

let festival: Festival;
let station: PushStation;
before(async () => {
  festival = await startFestival({ chromium: "whole" });
  station = await pushStation();
});
afterEach(() => festival.goHome());
after(async () => {
  await festival.end();
  await station.close();
});

/** A page script: the browser subscribes at our push service, and counts what it is asked. */
function subscribing({ target }: TestBrowser): string {
  const list = (bytes: Uint8Array): string => JSON.stringify([...bytes]);
  return `
    globalThis.asked = [];
    let subscription = null;
    const given = { p256dh: ${list(target.key)}, auth: ${list(target.auth)} };
    PushManager.prototype.getSubscription = async () => subscription;
    PushManager.prototype.subscribe = async (options) => {
      asked.push("subscribe");
      return (subscription = {
        endpoint: ${JSON.stringify(new TextDecoder().decode(target.endpoint))},
        options: { applicationServerKey: options.applicationServerKey.buffer },
        getKey: (name) => Uint8Array.from(given[name]).buffer,
        unsubscribe: async () => ((subscription = null), asked.push("unsubscribe"), true),
      });
    };
    const request = Notification.requestPermission.bind(Notification);
    Notification.requestPermission = () => (asked.push("permission"), request());`;
}

const asked = (page: Page): Promise<unknown> => page.evaluate("asked");

/** The service worker of a phone, running. */
const workerOf = ({ context }: Phone): Promise<Worker> =>
  eventually("a service worker", () => context.serviceWorkers()[0]);

interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** Hands bytes to the worker as the browser does. @returns what is on the screen afterwards */
async function deliver(phone: Phone, bytes: Uint8Array): Promise<ShownNotification[]> {
  const worker = await workerOf(phone);
  return worker.evaluate(
    async (list) => {
      const event = new Event("push");
      const work: Promise<unknown>[] = [];
      Object.defineProperties(event, {
        data: { value: { arrayBuffer: () => Uint8Array.from(list).buffer } },
        // A browser takes promises only of events of its own.
        waitUntil: { value: (promise: Promise<unknown>) => work.push(promise) },
      });
      globalThis.dispatchEvent(event);
      await Promise.all(work);
      const shown = await registration.getNotifications();
      return shown.map(({ title, body, tag }) => ({ title, body, tag }));
    },
    [...bytes],
  );
}

const plain = (text: string): string => text.replace(/[\u2068\u2069]/gu, "");

/** Anna's and Ben's phones in Camp Owl; Ben's browser can be pushed to. */
async function camp() {
  const browser = await station.subscribe(`/ben/${Math.random()}`);
  const anna = await festival.phone();
  const ben = await festival.phone({
    before: subscribing(browser),
    permissions: ["notifications"],
  });
  await chat.startRoom(anna.page, "Camp Owl");
  const { fragment } = await chat.readInvite(anna.page);
  await ben.page.goto(`/#${fragment}`);
  await chat.say(ben.page, "Where are you?");
  await chat.message(anna.page, "Where are you?").waitFor();
  return { anna, ben, browser };
}

/** Anna calls Ben, who is offered to be buzzed and says yes. */
async function turnOn(anna: Phone, ben: Phone): Promise<void> {
  const name = await ben.page.evaluate(() => {
    const own = document.querySelector<HTMLInputElement>('input[autocomplete="nickname"]');
    return own?.value ?? "";
  });
  await chat.say(anna.page, `@here ${name} at the gate`);
  await ben.page.getByText("Get a buzz when Camp Owl replies?").waitFor();
  await chat.button(ben.page, "Yes").click();
  await ben.page.getByText("Camp Owl can buzz you now").waitFor();
  // Told to the relay a moment later.
  await until("the relay was told", () =>
    ben.page.evaluate(() => (localStorage.getItem("told") ?? "").includes("/ben/")),
  );
}

test("asked for after an answer, a closed app gets the message on its lock screen, sealed all the way", async () => {
  const { anna, ben, browser } = await camp();
  deepEqual(await asked(ben.page), [], "nothing on load");
  await turnOn(anna, ben);
  deepEqual(await asked(ben.page), ["subscribe"], "allowed before: nobody is asked again");
  await workerOf(ben);
  await ben.page.goto("about:blank");
  const before = station.taken.length;
  await chat.say(anna.page, "Gate 3 at nine 🦉");
  await chat.isSent(anna.page, "Gate 3 at nine");
  const push = await eventually("a push", async () => {
    for (const taken of station.taken.slice(before)) {
      const bytes = await browser.open(taken.body);
      const shown = await deliver(ben, bytes);
      const found = shown.find(({ body }) => body.includes("Gate 3"));
      if (found !== undefined) return { found, shown, bytes };
    }
    return undefined;
  });
  equal(push.shown.length, 1, "one notification for the room");
  equal(plain(push.found.body), `${await nameOf(anna)}: Gate 3 at nine 🦉`);
  match(plain(push.found.title), /^Camp Owl/);
  const payload = decodePushPayload(push.bytes);
  equal(push.found.tag, `/room/${payload?.room}`);
  const log = festival.relay.log();
  equal(log.includes("Gate 3"), false);
  for (const [file, bytes] of await festival.relay.files()) {
    equal(bytes.includes(Buffer.from("Gate 3")), false, file);
  }

  // Whoever sits beside one may read along: then it only says that there is something.
  await ben.page.goto(push.found.tag);
  await chat.button(ben.page, "Room menu").click();
  await ben.page.getByRole("switch", { name: "Words on the lock screen" }).uncheck();
  await until("the note is there", () =>
    ben.page.evaluate(async () => (await caches.match("/note/lock-screen")) !== undefined),
  );
  const [bare] = await deliver(ben, push.bytes);
  equal(bare?.body, "New message");
  match(plain(bare?.title ?? ""), /^Camp Owl/);
});

const nameOf = async ({ page }: Phone): Promise<string> => {
  const name = await chat.message(page, "at nine").getAttribute("aria-label");
  return (name ?? "").split(/,| \(you\)/)[0] ?? "";
};

test("gate 35: malformed, foreign and empty pushes show one notification each, without words", async () => {
  const { anna, ben } = await camp();
  await turnOn(anna, ben);
  for (const bytes of [new Uint8Array(0), new Uint8Array(300).fill(255)]) {
    const shown = await deliver(ben, bytes);
    equal(shown.length, 1);
    equal(shown[0]?.body, "New message");
  }
});

test("gate 35: through the browser's own door, with the app in front, too", async () => {
  const { anna, ben } = await camp();
  await turnOn(anna, ben);
  const worker = await workerOf(ben);
  const session = await ben.context.newCDPSession(ben.page);
  let registrationId: string | undefined;
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    registrationId ??= registrations[0]?.registrationId;
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.deliverPushMessage", {
    origin: festival.relay.origin,
    registrationId: await eventually("a registration", () => registrationId),
    data: "not ours",
  });
  const bodies = () =>
    worker.evaluate(async () => {
      return (await registration.getNotifications()).map(({ body }) => body);
    });
  await until("a notification", async () => (await bodies()).length > 0);
  deepEqual(await bodies(), ["New message"]);
});

test("who looks at the room is not pushed to, and its notifications go", async () => {
  const { anna, ben } = await camp();
  await turnOn(anna, ben);
  const told = await ben.page.evaluate(() => localStorage.getItem("told") ?? "");
  const room = parseId("RoomId", told.slice(0, 32));
  if (!room.ok) throw new Error("nothing was told");
  const word = { room: room.value, called: false, envelope: new Uint8Array(0) };
  const shown = await deliver(ben, encodePushPayload(word));
  deepEqual(
    shown.map(({ title, body }) => [plain(title), body]),
    [["Camp Owl", "New message"]],
  );
  const before = station.taken.length;
  await chat.say(anna.page, "You see this");
  await chat.message(ben.page, "You see this").waitFor();
  await chat.isSent(anna.page, "You see this");
  const worker = await workerOf(ben);
  await until("the notification goes", () =>
    worker.evaluate(async () => (await registration.getNotifications()).length === 0),
  );
  equal(station.taken.length, before);
});

test("leaving the room ends the pushes", async () => {
  const { anna, ben } = await camp();
  await turnOn(anna, ben);
  await chat.button(ben.page, "Room menu").click();
  await ben.page.getByRole("button", { name: "Leave this room" }).click();
  await ben.page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await until("the subscription is given up", async () =>
    JSON.stringify(await asked(ben.page)).includes("unsubscribe"),
  );
  const before = station.taken.length;
  await chat.say(anna.page, "Is anybody there?");
  await chat.isSent(anna.page, "Is anybody there?");
  equal(station.taken.length, before);
});
