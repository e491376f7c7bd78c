/** A room in which two thousand things were said: light, in order, and still under the reader's eye. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { eventually, until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { countShifts, maxShift, movedLittle, watchShifts } from "./layout-shift.ts";
import { fillRoom, weekend } from "./long-history.ts";

const count = 2_000;
/** Elements of the page: gate 12 of the experience. */
const maxElements = 3_000;
const minDrawn = 200;

let festival: Festival;
let anna: Phone;
let link: string;
const begun = Date.now() - 60_000;

before(async () => {
  festival = await startFestival();
  anna = await festival.phone({ before: watchShifts });
  await chat.startRoom(anna.page, "Camp Owl");
  ({ link } = await chat.readInvite(anna.page));
  await chat.isOnline(anna.page);
  await fillRoom(festival.relay, link, weekend(count, begun));
  await chat
    .message(anna.page, `${count - 1}`)
    .first()
    .waitFor({ timeout: 120_000 });
  await until("everything came", async () => (await sizeOf(anna.page)) === count, 120_000);
});
after(async () => {
  await festival.goHome();
  await festival.end();
});

const rows = (page: Page) => chat.messages(page).locator("li.message");

const sizeOf = async (page: Page): Promise<number> =>
  Number(await rows(page).last().getAttribute("aria-setsize"));

/** Places of what is drawn, in the order of the page. */
const places = (page: Page): Promise<number[]> =>
  rows(page).evaluateAll((all) => all.map((row) => Number(row.getAttribute("aria-posinset"))));

/** The first message that can be seen, and where its upper edge is. */
const inSight = (page: Page): Promise<{ id: string; top: number; place: number }> =>
  page.evaluate(() => {
    const list = document.querySelector(".messages");
    const edge = list?.getBoundingClientRect().top ?? 0;
    for (const row of document.querySelectorAll<HTMLElement>("li.message")) {
      const { top, bottom } = row.getBoundingClientRect();
      const place = Number(row.ariaPosInSet);
      if (bottom > edge) return { id: row.dataset["id"] ?? "", top, place };
    }
    return { id: "", top: 0, place: 0 };
  });

const topOf = (page: Page, id: string): Promise<number> =>
  page.locator(`[data-id="${id}"]`).evaluate((row) => row.getBoundingClientRect().top);

/** Where the line of what is unread stands in the list, px, and how high that is. */
const lineOf = (page: Page): Promise<{ top: number; height: number }> =>
  page.evaluate(() => {
    const list = document.querySelector(".messages")?.getBoundingClientRect();
    const line = document.querySelector(".unread")?.getBoundingClientRect();
    return { top: (line?.top ?? 0) - (list?.top ?? 0), height: list?.height ?? 0 };
  });

/** Scrolls by the wheel, as far as asked, and waits until the page is still. */
async function wheel(page: Page, pixels: number): Promise<void> {
  const scrolled = () => page.evaluate(() => document.querySelector(".messages")?.scrollTop ?? 0);
  await page.mouse.move(200, 400);
  await page.mouse.wheel(0, pixels);
  let last = await scrolled();
  await until("the page is still", async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const now = await scrolled();
    const still = now === last;
    last = now;
    return still;
  });
}

const hasFocus = (page: Page, words: string): Promise<void> =>
  until(`focus on ${words}`, () =>
    page.evaluate(
      (wanted) => document.activeElement?.getAttribute("aria-label")?.includes(wanted) === true,
      words,
    ),
  );

async function isLightAndInOrder(page: Page): Promise<void> {
  // At rest: a slow phone draws what is in sight first.
  await until("plenty is drawn", async () => (await places(page)).length >= minDrawn);
  const drawn = await places(page);
  const first = drawn[0] ?? 0;
  deepEqual(
    drawn,
    drawn.map((_, index) => first + index),
  );
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  ok(elements <= maxElements, `${elements} elements`);
}

/** What is read may move by this much, when something comes above it: gate 11 of the experience. */
const stillPixels = 1;

test("two hundred messages are drawn, oldest first, each with its place in all of them", async () => {
  const { page } = anna;
  await isLightAndInOrder(page);
  equal((await places(page)).at(-1), count);
  equal(await sizeOf(page), count);
});

test("scrolling up meets every message; what is read goes only where the wheel takes it", async () => {
  const { page } = anna;
  // What one frame showed is in the next one where the scrolling put it, or the list jumped.
  await page.evaluate((lines) => {
    const jumps: string[] = [];
    Reflect.set(globalThis, "jumps", jumps);
    const list = document.querySelector(".messages");
    let known = new Map<string, number>();
    const look = (): void => {
      const edge = list?.getBoundingClientRect().top ?? 0;
      const now = new Map<string, number>();
      for (const row of document.querySelectorAll<HTMLElement>("li.message")) {
        const { top, bottom } = row.getBoundingClientRect();
        if (bottom > edge && top < innerHeight) now.set(row.dataset["id"] ?? "", top);
      }
      const ways = [...now].flatMap(([id, top]) => {
        const before = known.get(id);
        return before === undefined ? [] : [top - before];
      });
      const [least, most] = [Math.min(...ways), Math.max(...ways)];
      // The wheel was turned one way only.
      if (ways.length > 0 && (most - least > lines || least < -lines))
        jumps.push(`${least} ${most}`);
      if (ways.length === 0 && known.size > 0) jumps.push("nothing of it is left");
      known = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, stillPixels);
  const from = (await inSight(page)).place;
  for (let turn = 0; turn < 20; turn++) await wheel(page, -600);
  const to = (await inSight(page)).place;
  ok(to < from - 100, `from ${from} to ${to}`);
  deepEqual(await page.evaluate(() => Reflect.get(globalThis, "jumps")), []);
  await isLightAndInOrder(page);
});

test("the day of what is read is told while somebody scrolls", async () => {
  const sign = anna.page.locator(".sticky-day");
  await wheel(anna.page, -200);
  equal(await sign.getAttribute("data-shown"), "");
  match((await sign.textContent()) ?? "", /day|Today|Yesterday/);
  await until("it is gone", async () => (await sign.getAttribute("data-shown")) === null);
});

test("late messages take their place above without moving what is read, and are told", async () => {
  const { page } = anna;
  const read = await inSight(page);
  ok(read.place > 400, "far from both ends");
  const late = (length: number, before: number) =>
    Array.from({ length }, (_, n) => ({
      author: 90,
      at: begun - before + n,
      content: `late ${n}`,
    }));
  // What lands further down is met by reading on, and not told of.
  await fillRoom(festival.relay, link, late(2, 600_000));
  await until("they came", async () => (await sizeOf(page)) === count + 2);
  await fillRoom(festival.relay, link, late(3, 39 * 3_600_000));
  const chip = page.getByRole("button", { name: "3 earlier messages arrived" });
  await chip.waitFor();
  const moved = (await topOf(page, read.id)) - read.top;
  ok(Math.abs(moved) <= stillPixels, `moved by ${moved} px`);
  equal((await inSight(page)).place, read.place + 3);
  // While everything came and was scrolled through.
  await movedLittle(page);
  await chip.click();
  await hasFocus(page, "late 0");
  await isLightAndInOrder(page);
});

test("Home goes to the first message of all, End to the last", async () => {
  const { page } = anna;
  await page.locator(".messages").focus();
  await page.keyboard.press("Home");
  await hasFocus(page, " 0, ");
  equal((await places(page))[0], 1);
  await page.keyboard.press("ArrowDown");
  await hasFocus(page, " 1, ");
  await page.keyboard.press("End");
  await hasFocus(page, ` ${count - 1}, `);
  await isLightAndInOrder(page);
});

test("what was found a thousand messages away is shown, and the way back is one tap", async () => {
  const { page } = anna;
  await chat.button(page, "Room menu").click();
  await chat.button(page, "Search messages").click();
  const dialog = page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("textbox").fill("buhne 400");
  await dialog
    .locator(".found")
    .filter({ hasText: /\b400$/ })
    .first()
    .click();
  await hasFocus(page, " 400, ");
  const row = page.locator("li.message[data-flash]");
  await row.waitFor();
  await isLightAndInOrder(page);
  await page.getByRole("button", { name: /^Jump to latest/ }).click();
  await chat.message(page, ` ${count - 1}, `).waitFor();
  await until("the chip is gone", async () => {
    return (await page.getByRole("button", { name: /^Jump to latest/ }).count()) === 0;
  });
});

test("somebody new gets the end, and what came before it a page at a time, without a jump", async () => {
  const ben = await festival.phone();
  await ben.page.goto(link);
  await chat.message(ben.page, ` ${count - 1}, `).waitFor();
  const known = await until100(ben.page);
  equal(await sizeOf(ben.page), -1);
  await wheel(ben.page, -1_000);
  const read = await inSight(ben.page);
  await chat.button(ben.page, "Load earlier").dispatchEvent("click");
  await until("more came", async () => (await inSight(ben.page)).place > read.place);
  await until("they are drawn", async () => (await places(ben.page)).length > known);
  const moved = (await topOf(ben.page, read.id)) - read.top;
  ok(Math.abs(moved) <= stillPixels, `moved by ${moved} px`);
  await ben.leave();
});

const until100 = (page: Page): Promise<number> =>
  eventually("a page of history", async () => {
    const { length } = await places(page);
    return length >= 100 ? length : undefined;
  });

test("jumping back ends at the newest message, and what comes then moves nobody away from it", async () => {
  const { page } = anna;
  await wheel(page, -3_000);
  await page.getByRole("button", { name: /^Jump to latest/ }).click();
  await chat.message(page, ` ${count - 1}, `).waitFor();
  const before = await countShifts(page);
  for (const words of ["here I am", "and here", "still here"]) await chat.say(page, words);
  await movedLittle(page, maxShift, before);
  await until("the end is in sight", () =>
    page.evaluate(() => {
      const list = document.querySelector(".messages");
      if (list === null) return false;
      return list.scrollHeight - list.scrollTop - list.clientHeight < 2;
    }),
  );
});

test("a room that a slow phone opens anew with many unread begins at the first of them, and goes there once", async () => {
  const { page, context } = await festival.phone({ before: watchShifts });
  const unread = 1_500;
  await chat.startRoom(page, "Camp Heron");
  const invite = await chat.readInvite(page);
  await chat.isOnline(page);
  const address = page.url();
  await chat.button(page, "Back").click();
  await page.getByRole("link", { name: /Camp Heron/ }).waitFor();
  await fillRoom(festival.relay, invite.link, weekend(unread, Date.now() - 1_000));
  await page.getByRole("link", { name: new RegExp(`Camp Heron.* ${unread - 1}`) }).waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(address);
  const below = page.locator(".unread + li.message article");
  await until("the line stands above the first", async () =>
    / 0, /.test((await below.getAttribute("aria-label")) ?? ""),
  );
  const { top, height } = await lineOf(page);
  ok(top > 0 && top < height * 0.6, `${top} of ${height}`);
  await movedLittle(page, maxShift / 2);
});

test("a phone that comes back to thousands begins at the first of them, and nothing moves while they come", async () => {
  const { page } = await festival.phone({ before: watchShifts });
  const held = 1_500;
  await chat.startRoom(page, "Camp Crane");
  const invite = await chat.readInvite(page);
  await chat.isOnline(page);
  const address = page.url();
  await page.goto("about:blank");
  await fillRoom(festival.relay, invite.link, weekend(held, Date.now() - 60_000));
  await page.goto(address);
  await until("everything came", async () => (await sizeOf(page)) === held, 120_000);
  const below = page.locator(".unread + li.message");
  equal(await below.getAttribute("aria-posinset"), "1");
  const { top, height } = await lineOf(page);
  ok(top > 0 && top < height * 0.6, `${top} of ${height}`);
  await movedLittle(page);
  // The line stays for the whole visit, and what comes from now on is no part of it.
  await page.getByRole("button", { name: /^Jump to latest/ }).click();
  await chat.message(page, ` ${held - 1}, `).waitFor();
  await chat.say(page, "back again");
  await page.locator(".messages").focus();
  await page.keyboard.press("Home");
  await hasFocus(page, " 0, ");
  equal(await below.getAttribute("aria-posinset"), "1");
});
