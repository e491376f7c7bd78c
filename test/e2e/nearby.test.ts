/** The relay is gone, and phones on one network keep talking. What breaks there breaks nothing else. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import jsqr from "jsqr";
import type { Page } from "playwright-core";
import qrcode from "qrcode-generator";
import { parseLink } from "@festival-chat/protocol/e2e";
import { createCrowd } from "../../packages/client/src/nearby/crowd.fixture.ts";
import { createWeriftConnection } from "../../packages/client/src/nearby/werift.fixture.ts";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import {
  brokenWebRtc,
  cutLinks,
  heldUpCamera,
  holdUp,
  isKept,
  linksAtHand,
  linksDie,
  meddling,
  onLoopback,
  plainAddresses,
  signalsLost,
  turnedOn,
} from "./loopback-phones.ts";
import { readPixels } from "./pixels.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival({ flags: [plainAddresses] });
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** A link between phones takes up to 15 s, and a second try as much again. */
const linkMillis = 60_000;

/** Phones of one room that have all spoken, so that each knows of the others. */
async function camp(room: string, before: readonly string[]): Promise<readonly Phone[]> {
  const phones = await Promise.all(before.map((script) => festival.phone({ before: script })));
  for (const { context } of phones) context.setDefaultTimeout(linkMillis);
  const [host, ...others] = phones;
  ok(host);
  await chat.startRoom(host.page, room);
  const { link } = await chat.readInvite(host.page);
  for (const { page } of others) {
    await page.goto(link);
    await page.getByRole("heading", { level: 1, name: room }).waitFor();
  }
  for (const [index, { page }] of phones.entries()) await chat.say(page, `Hello from ${index}`);
  for (const { page } of phones) {
    for (const index of phones.keys()) await chat.message(page, `Hello from ${index}`).waitFor();
  }
  return phones;
}

const line = (page: Page, words: string): Promise<void> =>
  until(
    `the line says ${words}`,
    async () => (await chat.connection(page).textContent()) === words,
    linkMillis,
  );

async function openNearby(page: Page): Promise<ReturnType<Page["getByRole"]>> {
  await chat.button(page, "Room menu").click();
  await chat.button(page, "Nearby").click();
  const dialog = page.getByRole("dialog", { name: "Nearby", exact: true });
  await dialog.waitFor();
  return dialog;
}

test("the relay is killed, and a message is on every screen; it comes back, and each is there once", async () => {
  const phones = await camp(
    "Camp Owl",
    [1, 2, 3].map(() => onLoopback + turnedOn),
  );
  const [anna, ben, cleo] = phones;
  ok(anna && ben && cleo);
  const dialog = await openNearby(anna.page);
  await dialog.getByText("2 phones nearby", { exact: true }).waitFor();
  await dialog
    .getByRole("listitem")
    .filter({ hasText: "Connected without internet" })
    .nth(1)
    .waitFor();
  await anna.page.keyboard.press("Escape");
  await until(
    "each has two",
    async () => {
      const linked = await openNearby(cleo.page);
      const both = linked.getByText("2 phones nearby", { exact: true });
      const there = await both.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      await cleo.page.keyboard.press("Escape");
      await linked.waitFor({ state: "detached" });
      return there;
    },
    linkMillis,
  );

  await festival.relay.kill();
  for (const { page } of phones) await line(page, "No internet · 2 phones nearby");
  equal(
    await chat.composer(anna.page).getAttribute("placeholder"),
    "Message… reaches people near you",
  );
  await chat.button(anna.page, "Nearby").click();
  await anna.page
    .getByRole("dialog", { name: "Nearby", exact: true })
    .getByText("2 phones nearby", { exact: true })
    .waitFor();
  await anna.page.keyboard.press("Escape");
  await chat.say(anna.page, "Still here");
  for (const { page } of [ben, cleo]) await chat.message(page, "Still here").waitFor();
  await chat.message(anna.page, /Still here.*passed to 2 nearby$/).waitFor();
  await chat.say(ben.page, "Me too");
  await chat.message(cleo.page, "Me too").waitFor();

  await festival.relay.start();
  for (const { page } of phones) await chat.isOnline(page);
  await chat.isSent(anna.page, "Still here");
  await chat.isSent(ben.page, "Me too");
  const said = await Promise.all(phones.map(({ page }) => chat.texts(page)));
  deepEqual(
    said[0]?.filter((words) => /Still|Me too/.test(words)),
    ["Still here", "Me too"],
  );
  deepEqual(said[1], said[0]);
  deepEqual(said[2], said[0]);
});

test("two phones with no relay at all meet by two codes, talk, part, and meet again by one", async () => {
  const [anna, ben] = await camp(
    "Camp Fox",
    [1, 2].map(() => onLoopback + heldUpCamera + linksAtHand),
  );
  ok(anna && ben);
  for (const { page } of [anna, ben]) await isKept(page);
  await festival.relay.kill();
  const dialogs = [];
  for (const { page } of [anna, ben]) {
    await line(page, "No signal · messages wait here");
    const dialog = await openNearby(page);
    await dialog.getByRole("button", { name: "Find phones nearby" }).click();
    await dialog.getByText("No phone of this room nearby yet").waitFor();
    dialogs.push(dialog);
  }
  const [annas, bens] = dialogs;
  ok(annas && bens);
  await annas.getByRole("button", { name: "Show my code" }).click();
  await bens.getByRole("button", { name: "Scan a phone" }).click();
  await holdUp(ben.page, await annas.getByRole("img", { name: "QR code" }).screenshot());
  await bens.getByText("Got it. Now let that phone scan this.").waitFor();
  await annas.getByRole("button", { name: "Scan a phone" }).click();
  await holdUp(anna.page, await bens.getByRole("img", { name: "QR code" }).screenshot());
  for (const dialog of dialogs) await dialog.getByText(/^Connected with /).waitFor();
  for (const { page } of [anna, ben]) {
    await page.keyboard.press("Escape");
    await line(page, "No internet · 1 phone nearby");
  }
  await chat.say(ben.page, "Found you");
  await chat.message(anna.page, "Found you").waitFor();

  for (const { page } of [anna, ben]) await cutLinks(page);
  for (const { page } of [anna, ben]) await line(page, "No signal · messages wait here");
  const again = await openNearby(anna.page);
  await again.getByRole("button", { name: "Show my code" }).click();
  // What his camera saw last is the code of before.
  await holdUp(ben.page, await again.getByRole("img", { name: "QR code" }).screenshot());
  const scanning = await openNearby(ben.page);
  await scanning.getByRole("button", { name: "Scan a phone" }).click();
  for (const dialog of [again, scanning]) await dialog.getByText(/^Connected with /).waitFor();
  for (const { page } of [anna, ben]) {
    await page.keyboard.press("Escape");
    await line(page, "No internet · 1 phone nearby");
  }
  await chat.say(anna.page, "There you are");
  await chat.message(ben.page, "There you are").waitFor();
  await festival.relay.start();
  for (const { page } of [anna, ben]) await chat.isOnline(page);
});

test("where WebRTC is missing, throws or never answers, where signals are lost and every link dies, one chats as ever", async () => {
  const ways = [...Object.values(brokenWebRtc), signalsLost, onLoopback + linksDie];
  const before = ways.map((script) => script + turnedOn);
  const phones = await camp("Camp Wren", [...before, onLoopback + turnedOn]);
  const [missing, , , lost, dying] = phones;
  ok(missing && lost && dying);
  // What is to break breaks before anybody speaks, and again while they do.
  for (const [page, counter] of [
    [lost.page, "signalsLost"],
    [dying.page, "linksDied"],
  ] as const) {
    await until(
      counter,
      async () => Number(await page.evaluate((name) => Reflect.get(window, name), counter)) > 0,
      linkMillis,
    );
  }
  for (const [index, { page }] of phones.entries()) {
    await chat.isOnline(page);
    await chat.say(page, `As ever ${index}`);
    await chat.isSent(page, `As ever ${index}`);
  }
  for (const { page } of phones) await chat.message(page, `As ever ${phones.length - 1}`).waitFor();
  const dialog = await openNearby(missing.page);
  await dialog
    .getByText("This browser can’t find phones nearby. Messages wait for the internet.")
    .waitFor();
});

test("who stands between phones and relay and changes their signals keeps them apart, and no more", async () => {
  const phones = await camp(
    "Camp Crow",
    [1, 2].map(() => onLoopback + turnedOn + meddling),
  );
  const [anna, ben] = phones;
  ok(anna && ben);
  await until("signals were changed", async () => {
    const counts = phones.map(({ page }) => page.evaluate(() => Reflect.get(window, "meddled")));
    return (await Promise.all(counts)).some((count) => Number(count) > 0);
  });
  await chat.say(anna.page, "Nobody heard it but us");
  await chat.message(ben.page, "Nobody heard it but us").waitFor();
  await festival.relay.kill();
  for (const { page } of phones) await line(page, "No signal · messages wait here");
  await festival.relay.start();
  for (const { page } of phones) await chat.isOnline(page);
});

test("[W3] a page and another implementation of WebRTC meet by two codes, and frames pass", async () => {
  const anna = await festival.phone({ before: onLoopback + heldUpCamera });
  await chat.startRoom(anna.page, "Camp Lynx");
  const { link } = await chat.readInvite(anna.page);
  const room = parseLink(link);
  ok(room.ok);
  const crowd = createCrowd({ pass: () => undefined });
  const other = await crowd.phone(77, {
    root: room.value.root,
    createConnection() {
      const real = createWeriftConnection();
      return Object.assign(Object.create(real), {
        setRemoteDescription: (told: { readonly type: "answer"; readonly sdp: string }) =>
          real.setRemoteDescription({ ...told, sdp: told.sdp.replace(places, "$1 127.0.0.1 ") }),
      });
    },
  });
  const dialog = await openNearby(anna.page);
  await dialog.getByRole("button", { name: "Find phones nearby" }).click();
  await dialog.getByRole("button", { name: "Show my code" }).click();
  const picture = await dialog.getByRole("img", { name: "QR code" }).screenshot();
  const { pixels, width, height } = await readPixels(anna.context, picture);
  const read = jsqr.default(pixels, width, height);
  ok(read);
  ok((await other.links.takeCard(read.data)).ok);
  const shown = await other.links.showCard();
  ok(shown.ok);
  await dialog.getByRole("button", { name: "Scan a phone" }).click();
  const code = qrcode(0, "M");
  code.addData(shown.value.text, "Alphanumeric");
  code.make();
  const side = Array.from({ length: code.getModuleCount() }, (_, at) => at);
  const rows = side.map((y) => side.map((x) => code.isDark(y, x)));
  await anna.page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent("code-held-up", { detail }));
  }, rows);
  await dialog.getByText(/^Connected with /).waitFor();
  await until("the other end knows it too", () => other.linked.size === 1);
  // The page says at once what it holds: a digest of its room (SPEC G3).
  await until("a frame came", () => other.frames.length > 0);
  crowd.goHome();
});

/** Places in a description, by the words before their address. */
const places = /^(a=candidate:\S+ 1 udp \d+) \S+ /gm;
