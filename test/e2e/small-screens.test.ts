/** Small phones, large letters, and people whom movement makes ill. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";
import { maxShift, movedLittle, watchShifts } from "./layout-shift.ts";
import { sticksOut } from "./sticks-out.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Whether a thumb can hit it: inside the window, with nothing on top. */
const isReachable = async (page: Page, name: string): Promise<boolean> =>
  chat.button(page, name).evaluate((button) => {
    const box = button.getBoundingClientRect();
    const inside = box.top >= 0 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return inside && top !== null && button.contains(top);
  });

const longWords = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik";

const views = {
  "320 px wide": { viewport: { width: 320, height: 568 }, letters: "" },
  "with letters twice as large": { viewport: { width: 390, height: 844 }, letters: "200%" },
  "320 px wide with letters twice as large": {
    viewport: { width: 320, height: 640 },
    letters: "200%",
  },
} as const;
for (const [view, { viewport, letters }] of Object.entries(views)) {
  test(`nothing scrolls sideways and Send is in reach on a screen ${view}`, async () => {
    const { page } = await festival.phone({ viewport, reducedMotion: "reduce" });
    const enlarge = (): Promise<void> =>
      page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, letters);
    const found: string[] = [];
    const look = async (screen: string): Promise<void> => {
      found.push(...(await sticksOut(page)).map((line) => `${screen}: ${line}`));
    };
    await page.goto("/");
    await enlarge();
    await chat.button(page, "Start a room").waitFor();
    await look("home");
    await chat.startRoom(page, `Camp ${longWords}`.slice(0, 48));
    await enlarge();
    await look("room, empty");
    await until("Send in an empty room", () => isReachable(page, "Send"));
    await chat.say(page, `${longWords}${longWords} https://${"long.".repeat(12)}example/`);
    await look("room with long words");
    await chat.composer(page).fill("A long message that goes on. ".repeat(40));
    await look("long draft");
    await until("Send beside a long draft", () => isReachable(page, "Send"));
    for (const [opener, dialog] of [
      ["Invite", "Invite"],
      ["Room menu", "Room menu"],
    ] as const) {
      await chat.button(page, opener).click();
      await page.getByRole("dialog", { name: dialog, exact: true }).waitFor();
      await look(dialog);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.goto("/");
    await enlarge();
    await page.getByRole("list", { name: "Rooms" }).waitFor();
    await look("home, with rooms");
    for (const name of ["Type six words", "Scan a code"]) {
      await chat.button(page, name).click();
      await page.getByRole("dialog").waitFor();
      await look(name);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    deepEqual(found, []);
  });
}

test("the head of a room is as high with two lines of name as with one: a face that comes late moves nothing", async () => {
  const { page } = await festival.phone();
  const headOf = async (name: string): Promise<{ lines: number; height: number }> => {
    await page.goto("/");
    await chat.startRoom(page, name);
    return page.locator(".room-head-row").evaluate((row) => {
      const words = document.createRange();
      words.selectNodeContents(row.querySelector("h1 bdi") ?? row);
      const lines = new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size;
      return { lines, height: row.getBoundingClientRect().height };
    });
  };
  const short = await headOf("Owl");
  const long = await headOf("Camp Owl by the lake in Mora");
  deepEqual([short.lines, long.lines], [1, 2]);
  equal(long.height, short.height);
});

test("on the first screen little moves when the face of names comes late", async () => {
  const { page, context } = await festival.phone({ before: watchShifts });
  let arrive = (): void => undefined;
  const line = new Promise<void>((resolve) => (arrive = resolve));
  const asked = page.waitForRequest(/\.woff2$/);
  await context.route("**/*.woff2", async (route) => {
    await line;
    await route.continue();
  });
  await page.goto("/");
  await page.locator(".poster-headline").filter({ visible: true }).waitFor();
  // It is fetched at a touch, and what moves right after a finger or key does not count.
  await page.evaluate(() => dispatchEvent(new Event("wheel")));
  await asked;
  arrive();
  await page.evaluate(async () => {
    await document.fonts.ready;
    // What it moved is drawn and told.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });
  ok(await page.evaluate(() => document.fonts.check('700 1rem "Barlow Semi Condensed"')));
  await movedLittle(page, maxShift / 2);
});

/** Writes down every movement that lasts longer than a blink. */
const watchMovement = `
  globalThis.moved = [];
  const look = (event) => {
    for (const animation of document.getAnimations()) {
      const { duration } = animation.effect.getComputedTiming();
      if (animation.playState === "running" && duration > 10) {
        moved.push(event.type + " " + (event.target.className ?? event.target.nodeName));
      }
    }
  };
  for (const type of ["animationstart", "transitionrun"]) addEventListener(type, look, true);`;

for (const motion of ["no-preference", "reduce"] as const) {
  test(`with motion: ${motion}, ${motion === "reduce" ? "nothing moves" : "something does"}`, async () => {
    const { page } = await festival.phone({ reducedMotion: motion, before: watchMovement });
    await chat.startRoom(page, "Camp Owl");
    await chat.say(page, "Hello");
    await chat.readInvite(page);
    await chat.isSent(page, "Hello");
    const moved = await page.evaluate(() => Reflect.get(globalThis, "moved"));
    ok(Array.isArray(moved));
    if (motion === "reduce") deepEqual(moved, []);
    else ok(moved.length > 0);
  });
}
