/** Keeping the app: it can be installed, it is offered late and once, and what a browser cleared is said. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

const safari =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const webView =
  "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36";

const isKept = (page: Page): Promise<void> =>
  until("the app is kept for later", () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated";
    }),
  );

const toast = (page: Page, words: string) => page.getByRole("alert").getByText(words);

test("the app can be installed: manifest, icons and a service worker that is in charge", async () => {
  const phone = await festival.phone();
  const { page } = phone;
  await page.goto("/");
  await chat.button(page, "Start a room").waitFor();
  await isKept(page);
  await page.reload();
  ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));

  const devtools = await phone.context.newCDPSession(page);
  // The manifest is named behind the first frame: asked in that moment, the browser says it moved.
  await until("the browser finds nothing against installing", async () => {
    const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
    // Contexts of a test are private windows, and nobody installs from one.
    return installabilityErrors.every(({ errorId }) => errorId === "in-incognito");
  });
  const { errors, data } = await devtools.send("Page.getAppManifest");
  deepEqual(errors, []);
  const manifest: {
    readonly id: string;
    readonly start_url: string;
    readonly icons: readonly {
      readonly src: string;
      readonly sizes: string;
      readonly purpose: string;
    }[];
    readonly screenshots: readonly {
      readonly src: string;
      readonly sizes: string;
      readonly form_factor: string;
    }[];
    readonly shortcuts: readonly { readonly url: string }[];
  } = JSON.parse(data ?? "{}");
  equal(manifest.id, "/");
  equal(manifest.start_url, "/");
  deepEqual([...new Set(manifest.icons.map(({ purpose }) => purpose))].sort(), [
    "any",
    "maskable",
    "monochrome",
  ]);
  for (const { src, sizes } of manifest.icons.filter((icon) => icon.src.endsWith(".png"))) {
    const image = await (await phone.context.request.get(src)).body();
    // Width and height of a PNG stand at byte 16 (W3C PNG, section 11.2.1).
    equal(`${image.readUInt32BE(16)}x${image.readUInt32BE(20)}`, sizes, src);
  }

  deepEqual([...new Set(manifest.screenshots.map((picture) => picture.form_factor))].sort(), [
    "narrow",
    "wide",
  ]);
  const worker = await (await phone.context.request.get("/sw.js")).text();
  for (const { src, sizes } of manifest.screenshots) {
    const shown = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    equal(shown, sizes, src);
    ok(!worker.includes(src), "the phone does not keep it");
  }

  for (const { url } of manifest.shortcuts) {
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("dialog").waitFor();
    equal(await page.evaluate(() => location.hash), "");
  }
});

/** Time on this phone jumps; what was due happens. */
const aMinuteLater = (page: Page): Promise<void> => page.clock.fastForward(61_000);

test("keeping it is offered after ten messages, not in the first minute, and once", async () => {
  const { page } = await festival.phone({ userAgent: safari });
  await page.clock.install();
  await chat.startRoom(page, "Camp Owl");
  for (let count = 1; count <= 10; count++) await chat.say(page, `Message ${count}`);
  await chat.isSent(page, "Message 10");
  const offer = toast(page, "Keep this for the weekend");
  equal(await offer.count(), 0);
  await aMinuteLater(page);
  await offer.waitFor();
  await chat.button(page, "OK").click();
  await offer.waitFor({ state: "detached" });
  await chat.say(page, "Message 11");
  await aMinuteLater(page);
  equal(await offer.count(), 0);
});

test("an app that shows pages in itself is left after the first message, by a link that is copied", async () => {
  const phone = await festival.phone({ userAgent: webView });
  await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.startRoom(phone.page, "Camp Owl");
  const hint = toast(phone.page, "Open in Chrome to keep this");
  equal(await hint.count(), 0);
  await chat.say(phone.page, "Hello");
  await hint.waitFor();
  await chat.button(phone.page, "Copy link").click();
  await toast(phone.page, "Paste it there to open this room.").waitFor();
  const copied = await phone.page.evaluate(() => navigator.clipboard.readText());
  ok(copied.startsWith(`${festival.relay.origin}/#`), copied);
});

async function openSteps(page: Page): Promise<void> {
  await chat.button(page, "Room menu").click();
  await chat.button(page, "All settings").click();
  await chat.button(page, "Keep this for the weekend").click();
  await page.getByText("Your rooms and your name come along when you open it.").waitFor();
}

test("on an iPhone the icon brings the rooms along, with the browser asleep, and only once", async () => {
  const tab = await festival.phone({ userAgent: safari });
  await chat.startRoom(tab.page, "Camp Owl");
  await chat.field(tab.page, "Your name").fill("Anna");
  await chat.say(tab.page, "From the browser");
  await chat.isSent(tab.page, "From the browser");
  const room = tab.page.url();
  await openSteps(tab.page);
  for (const step of ["Tap Share in your browser", "Choose “Add to Home Screen”", "Tap “Add”"]) {
    await tab.page.getByText(step).waitFor();
  }
  const manifest = await tab.page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const answer: unknown = await (await fetch(link?.href ?? "")).json();
    return Object.keys(Object(answer));
  });
  ok(!manifest.includes("start_url"), "the icon opens the address that is looked at");
  const icon = tab.page.url();
  ok(icon.includes("/#h."), icon);

  // Closing the sheet takes it out of the address; a reload of it here asks for nothing.
  await tab.page.keyboard.press("Escape");
  await until("the address is the room's", () => tab.page.url() === room);
  await tab.page.goto("about:blank");

  const app = await festival.phone({ userAgent: safari.replace(/ Version.*$/, "") });
  await app.page.goto(icon);
  await chat.button(app.page, "Bring them here").click();
  await app.page.getByRole("heading", { name: "Same name, same rooms" }).waitFor();
  await chat.button(app.page, "Open my rooms").click();
  await app.page.getByRole("list", { name: "Rooms" }).getByText("Camp Owl").click();
  await chat.message(app.page, /^Anna \(you\), \d\d:\d\d, From the browser, sent$/).waitFor();

  await app.page.goto("about:blank");
  await app.page.goto(icon);
  await app.page.getByRole("list", { name: "Rooms" }).getByText("Camp Owl").waitFor();
  equal(await app.page.getByRole("dialog").count(), 0);

  // The browser learns of it when it wakes, and sends whoever scans with the camera into the app.
  await tab.page.goto("/");
  await tab.page.getByRole("dialog", { name: "You’re now on the other phone" }).waitFor();
  await tab.page.goto("about:blank");
  await tab.page.goto(`/#${await festival.room()}`);
  const hint = tab.page.getByRole("dialog", { name: "Open your app and tap Scan" });
  const words = await hint.getByLabel("Room words", { exact: true }).innerText();
  equal(words.trim().split(/\s+/).length, 6);
  await chat.button(tab.page, "Stay in the browser").click();
  await chat.say(tab.page, "From the browser all the same");
  await chat.isSent(tab.page, "From the browser all the same");
});

/** A room with a message, on a phone that keeps the app. */
async function settled(): Promise<{ readonly phone: Phone; readonly room: string }> {
  const phone = await festival.phone();
  await chat.startRoom(phone.page, "Camp Owl");
  await chat.say(phone.page, "Still here");
  await chat.isSent(phone.page, "Still here");
  await isKept(phone.page);
  const room = phone.page.url();
  await phone.page.reload();
  await chat.message(phone.page, "Still here").waitFor();
  await phone.page.goto("about:blank");
  return { phone, room };
}

/** What a browser does that wants its space back. */
async function clear({ context, page }: Phone, storageTypes: string): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { origin } = festival.relay;
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes });
}

test("a browser that cleared the rooms: the first screen says so, and how to come back", async () => {
  const { phone, room } = await settled();
  await clear(phone, "indexeddb");
  await phone.page.goto(room);
  await toast(phone.page, "This phone cleared your rooms. Scan a code to come back.").waitFor();
  await chat.button(phone.page, "Scan a code").waitFor();
});

test("a browser that cleared the app but not the rooms: everything is there", async () => {
  const { phone, room } = await settled();
  await clear(phone, "service_workers,cache_storage");
  await phone.page.goto(room);
  await chat.message(phone.page, "Still here").waitFor();
});

test("a browser that cleared everything: no blank page, and a word about the room", async () => {
  const { phone, room } = await settled();
  await clear(phone, "all");
  await phone.page.goto(room);
  await toast(
    phone.page,
    "This room is not on this phone any more. Scan its code again.",
  ).waitFor();
  await chat.button(phone.page, "Start a room").waitFor();
});
