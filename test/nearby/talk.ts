/** Six pages that are joined by codes, the relay killed: how soon a message is on every screen. */
import { deepEqual, ok } from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import * as chat from "../e2e/chat.ts";
import { until } from "../e2e/eventually.ts";
import type { Festival } from "../e2e/festival.ts";
import { heldUpCamera, holdUp, isKept, onLoopback } from "../e2e/loopback-phones.ts";
import { quantile } from "./quantile.ts";

const phoneCount = 6;
const rounds = 3;
/** A message that takes longer did not arrive. */
const lostMillis = 60_000;

const seconds = (millis: number): string => `${(millis / 1_000).toFixed(1)} s`;

async function joinAll(festival: Festival): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let link = "";
  for (let index = 0; index < phoneCount; index++) {
    const { page } = await festival.phone({ before: onLoopback + heldUpCamera });
    pages.push(page);
    if (index === 0) {
      await chat.startRoom(page, "Camp Owl");
      ({ link } = await chat.readInvite(page));
    } else {
      await page.goto(link);
      await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
    }
    await chat.say(page, `Hello from ${index}`);
    await chat.isSent(page, `Hello from ${index}`);
  }
  return pages;
}

async function openNearby(page: Page): Promise<Locator> {
  await chat.button(page, "Room menu").click();
  await chat.button(page, "Nearby").click();
  const dialog = page.getByRole("dialog", { name: "Nearby", exact: true });
  await dialog.waitFor();
  return dialog;
}

/** One phone reads the other's code from its screen, then the other way round. */
async function scan(one: Page, other: Page): Promise<void> {
  const [first, second] = [await openNearby(one), await openNearby(other)];
  await first.getByRole("button", { name: "Show my code" }).click();
  await second.getByRole("button", { name: "Scan a phone" }).click();
  await holdUp(other, await first.getByRole("img", { name: "QR code" }).screenshot());
  await second.getByText("Got it. Now let that phone scan this.").waitFor();
  await first.getByRole("button", { name: "Scan a phone" }).click();
  await holdUp(one, await second.getByRole("img", { name: "QR code" }).screenshot());
  for (const dialog of [first, second]) await dialog.getByText(/^Connected with /).waitFor();
  for (const page of [one, other]) await page.keyboard.press("Escape");
  await second.waitFor({ state: "detached" });
}

/** How long words took to each of the other screens. */
async function spread(pages: readonly Page[], from: Page, words: string): Promise<number[]> {
  const began = performance.now();
  await chat.say(from, words);
  return Promise.all(
    pages
      .filter((page) => page !== from)
      .map(async (page) => {
        await chat.message(page, words).waitFor({ timeout: lostMillis });
        return performance.now() - began;
      }),
  );
}

/** @returns a part of docs/nearby-pages.md */
export async function measureTalk(festival: Festival): Promise<string> {
  const pages = await joinAll(festival);
  for (const page of pages) await isKept(page);
  await festival.relay.kill();
  for (const page of pages) {
    const dialog = await openNearby(page);
    await dialog.getByRole("button", { name: "Find phones nearby" }).click();
    await dialog.getByText("No phone of this room nearby yet").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  let scanned = performance.now();
  for (const [index, page] of pages.entries()) {
    const before = pages[index - 1];
    if (before === undefined) continue;
    await scan(before, page);
    scanned = performance.now();
    // One scan introduces a phone to everybody who is linked already.
    for (const linked of pages.slice(0, index + 1)) {
      await until(
        `linked with ${index}`,
        async () =>
          (await chat.connection(linked).textContent())?.includes(` ${index} phone`) === true,
        lostMillis,
      );
    }
  }
  const full = performance.now() - scanned;
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [index, page] of pages.entries()) {
      took.push(...(await spread(pages, page, `Round ${round} of ${index}`)));
    }
  }
  const p95 = quantile(took, 0.95);
  ok(p95 <= 3_000, `p95 ${p95} ms`);
  await festival.relay.start();
  for (const page of pages) await chat.isOnline(page);
  for (const [index, page] of pages.entries()) {
    await chat.isSent(page, `Round ${rounds - 1} of ${index}`, lostMillis);
  }
  const said = await Promise.all(pages.map((page) => chat.texts(page)));
  const all = said[0] ?? [];
  deepEqual(all.length, new Set(all).size);
  deepEqual(all.length, phoneCount * (rounds + 1));
  for (const other of said) deepEqual(other, all);
  return `${phoneCount} Chromium pages in a room, the relay killed, each page but the
first joined to the one before by two QR codes, drawn on one screen and read from its picture by the
other.

| what                                                              | measured          |
| ----------------------------------------------------------------- | ----------------- |
| from the last of ${phoneCount - 1} scans until every page is linked with every other | ${seconds(full)} |
| a message on each of the other screens, p50 of ${took.length}      | ${seconds(quantile(took, 0.5))} |
| the same, p95                                                      | ${seconds(p95)}   |
| the same, the slowest                                              | ${seconds(quantile(took, 1))} |
| relay back: each message on every screen, once, in the same order  | ${all.length} of ${all.length} |
`;
}
