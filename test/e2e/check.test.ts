/** Connection check and debug panel: what a person with a problem is told, and what is never shown. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";

const checkDialog = (page: Page): Locator =>
  page.getByRole("dialog", { name: "Connection check", exact: true });

/** Opens it by a tap on the connection's line. */
async function openCheck(page: Page): Promise<Locator> {
  await chat.button(page, "Connection check").click();
  const dialog = checkDialog(page);
  await dialog.waitFor();
  return dialog;
}

/** The verdict, once every check is over. */
async function verdictOf(dialog: Locator): Promise<string> {
  const status = dialog.getByRole("status");
  await until("a verdict", async () => (await status.textContent()) !== "Checking…", 60_000);
  return (await status.textContent()) ?? "";
}

const lineOf = (dialog: Locator, title: string): Promise<string> =>
  dialog.getByRole("listitem").filter({ hasText: title }).first().innerText();

describe("connection check", () => {
  let festival: Festival;
  let gate: Gate;
  before(async () => {
    festival = await startFestival();
    gate = await startGate(() => festival.relay.port);
  });
  afterEach(async () => {
    gate.open();
    await festival.goHome();
  });
  after(async () => {
    await gate.close();
    await festival.end();
  });

  test("finds everything in order, and copies a report without secrets", async () => {
    const phone = await festival.phone({ permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = phone;
    await chat.startRoom(page, "Camp Quillon");
    const invite = await chat.readInvite(page);
    await until("the app is kept for later", () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active !== null),
    );
    const dialog = await openCheck(page);
    equal(await verdictOf(dialog), "Everything works");
    match(await lineOf(dialog, "Receiving"), /A second phone gets it\s+\d+ ms/);
    await dialog.getByRole("button", { name: "Copy report" }).click();
    await dialog.getByRole("button", { name: "Copied" }).waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    match(report, /^festival-chat \S+, development\n/);
    match(report, /ok\s+join: a throw-away room was created/);
    for (const secret of ["Quillon", invite.fragment.slice(0, 22), invite.words]) {
      ok(!report.includes(secret), report);
    }
    // The throw-away rooms are nobody's.
    await page.keyboard.press("Escape");
    await chat.button(page, "Back").click();
    await page.getByText("Camp Quillon").first().waitFor();
    equal(await page.getByText("Doctor").count(), 0);
  });

  test("a relay that is gone is told once, with what to do; storage is fine all the same", async () => {
    const { page } = await festival.phone();
    await chat.startRoom(page, "Camp Owl", gate.origin);
    await until("the check's code is on the phone", () =>
      page.evaluate(async () => (await caches.keys()).length > 0),
    );
    await chat.worksOffline(page);
    await page.reload();
    await chat.composer(page).waitFor();
    gate.shut();
    const dialog = await openCheck(page);
    equal(await verdictOf(dialog), "1 problem found");
    match(await lineOf(dialog, "Server"), /Nobody answers[^]*better signal/);
    match(await lineOf(dialog, "Sending"), /Not checked/);
    match(await lineOf(dialog, "Phone storage"), /keeps your messages/);
    gate.open();
    await dialog.getByRole("button", { name: "Check again" }).click();
    await until(
      "a better verdict",
      async () => (await verdictOf(dialog)) === "Everything works",
      60_000,
    );
  });

  test("somebody without a room finds it in the settings", async () => {
    const { page } = await festival.phone();
    await page.goto("/");
    await chat.button(page, "Settings").click();
    await chat.button(page, "Connection check").click();
    match(await verdictOf(checkDialog(page)), /works|problem/);
  });

  test("a Wi-Fi that wants a sign-in is told, with the way to its page", async () => {
    const { page } = await festival.phone();
    await chat.startRoom(page, "Camp Owl");
    const portal = { contentType: "text/html", body: "<!doctype html><title>Free Wi-Fi</title>" };
    await page.route(/\/(?:health|config\.json)$/, (route) => route.fulfill(portal));
    const dialog = await openCheck(page);
    equal(await verdictOf(dialog), "1 problem found");
    match(await lineOf(dialog, "Wi-Fi"), /This Wi-Fi needs a sign-in/);
    const open = dialog.getByRole("link", { name: "Open" });
    equal(await open.getAttribute("href"), "/?sign-in");
    match(await lineOf(dialog, "Room"), /Not checked/);
  });

  test("a room behind a sign-in page says so, and opens it", async () => {
    const phone = await festival.phone();
    await phone.page.route(/\/config\.json$/, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Free Wi-Fi</title>" }),
    );
    await phone.page.routeWebSocket(/\/ws$/, (socket) => socket.close());
    await chat.startRoom(phone.page, "Camp Owl");
    await until("the line says it", async () => {
      return (await chat.connection(phone.page).textContent()) === "This Wi-Fi needs a sign-in";
    });
    await phone.page.getByRole("note").getByRole("link", { name: "Open" }).waitFor();
  });

  test("a page whose settings are of another environment is told, and joins nothing", async () => {
    const { page } = await festival.phone();
    await chat.startRoom(page, "Camp Owl");
    await page.route(/\/config\.json$/, async (route) => {
      const response = await route.fetch();
      const json: object = await response.json();
      await route.fulfill({ response, json: { ...json, environment: "staging" } });
    });
    const dialog = await openCheck(page);
    equal(await verdictOf(dialog), "1 problem found");
    match(await lineOf(dialog, "Right server"), /belongs to another app/);
    match(await lineOf(dialog, "Room"), /Not checked: Right server/);
  });

  test("a room opened without signal says since when it is so", async () => {
    const phone = await festival.phone();
    await chat.startRoom(phone.page, "Camp Owl", gate.origin);
    await chat.isOnline(phone.page);
    await chat.worksOffline(phone.page);
    gate.shut();
    await phone.context.setOffline(true);
    await phone.page.reload();
    await phone.page.getByText(/As of \d\d:\d\d/).waitFor();
  });
});

/** Where this is, outside production. */
const mark = (page: Page): Locator => page.getByRole("complementary", { name: /^Test server/ });

describe("debug panel", () => {
  const isDebug = (page: Page): Locator => page.getByRole("dialog", { name: "Debug panel" });

  test("outside production a key opens it: link, cursors, frames", async () => {
    const festival = await startFestival();
    try {
      const { page } = await festival.phone();
      await chat.startRoom(page, "Camp Owl");
      await chat.say(page, "Hello");
      await chat.isSent(page, "Hello");
      await mark(page).getByText("Test server · development").waitFor();
      await page.keyboard.press("Alt+Shift+D");
      await isDebug(page).waitFor();
      await isDebug(page)
        .getByText(/joined, cursor \d+\/\d+/)
        .waitFor();
      await isDebug(page)
        .getByText(/"kind":"online"/)
        .waitFor();
    } finally {
      await festival.goHome();
      await festival.end();
    }
  });

  test("in production nothing opens, offers or fetches it", async () => {
    const festival = await startFestival({ environment: "production" });
    try {
      const { page } = await festival.phone();
      const fetched: string[] = [];
      page.context().on("request", (request) => fetched.push(request.url()));
      await chat.startRoom(page, "Camp Owl");
      await chat.isOnline(page);
      await page.keyboard.press("Alt+Shift+D");
      const dialog = await openCheck(page);
      equal(await verdictOf(dialog), "Everything works");
      equal(await isDebug(page).count(), 0);
      equal(await mark(page).count(), 0);
      equal(await dialog.getByRole("button", { name: "Debug panel" }).count(), 0);
      await until("the app is kept for later", () =>
        page.evaluate(async () => (await caches.keys()).length > 0),
      );
      const kept = await page.evaluate(async () => {
        const requests = await Promise.all(
          (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
        );
        return requests.flat().map(({ url }) => url);
      });
      ok(kept.some((url) => url.includes("/assets/check-dialog")));
      deepEqual(
        [...fetched, ...kept].filter((url) => url.includes("debug")),
        [],
      );
    } finally {
      await festival.goHome();
      await festival.end();
    }
  });
});
