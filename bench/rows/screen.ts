/** A room of 10,000 messages on a screen: what opening, reading, scrolling and writing in it costs. */
import type { CDPSession, Page } from "playwright-core";
import * as chat from "../../test/e2e/chat.ts";
import { eventually, until } from "../../test/e2e/eventually.ts";
import { startFestival } from "../../test/e2e/festival.ts";
import { fillRoom, weekend } from "../../test/e2e/long-history.ts";
import { type Figure, type Pace, type Part, quantile } from "../figure.ts";
import { pressesOf, sayByFinger, watchPresses } from "../press-to-paint.ts";

/** A phone of some years ago, by this machine's measure. */
const slowdown = 4;
const patienceMillis = 300_000;

/**
 * Blocks of the page's only thread, answers to fingers and keys, shifts of the screen that no finger
 * or key asked for within half a second, when the first messages were painted, and presses on Send.
 */
const watching = `${watchPresses}
  globalThis.seen = { blocks: [], answers: [], shifts: 0, readable: undefined };
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) seen.blocks.push(one.duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.interactionId) seen.answers.push(one.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shifts += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  // The browser's own word for when a text was on the screen: what comes behind it does not count.
  new PerformanceObserver((list) => {
    seen.readable ??= list.getEntries()[0].renderTime;
  }).observe({ type: "element", buffered: true });
  const look = () => {
    const texts = document.querySelectorAll(".message-text");
    for (const text of texts) text.setAttribute("elementtiming", "message");
    if (texts.length === 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

interface Seen {
  readonly blocks: readonly number[];
  readonly answers: readonly number[];
  readonly shifts: number;
}

const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { blocks, answers, shifts } = Reflect.get(globalThis, "seen");
    return { blocks: blocks.splice(0), answers: answers.splice(0), shifts };
  });

/** Settles when the page had nothing long to do for a while, or never has. */
async function quiet(page: Page): Promise<void> {
  const count = (): Promise<number> =>
    page.evaluate(() => Reflect.get(globalThis, "seen").blocks.length);
  let last = -1;
  for (let turn = 0; turn < 30; turn++) {
    await page.waitForTimeout(2_000);
    const now = await count();
    if (now === last) return;
    last = now;
  }
}

async function heapMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

/** Turns the wheel for some seconds. @returns share of frames that came late */
async function scroll(page: Page, seconds: number): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Reflect.set(globalThis, "frameTimes", frames);
    const tick = (now: number): void => {
      frames.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(200, 400);
  const until = performance.now() + seconds * 1_000;
  for (let turn = 0; performance.now() < until; turn++) {
    await page.mouse.wheel(0, turn % 60 < 45 ? -240 : 240);
    await page.waitForTimeout(30);
  }
  const frames: readonly number[] = await page.evaluate(() =>
    Reflect.get(globalThis, "frameTimes"),
  );
  const late = frames.slice(1).reduce((sum, at, index) => {
    // A frame that takes three turns dropped two.
    return sum + Math.max(0, Math.round((at - (frames[index] ?? at)) / (1_000 / 60)) - 1);
  }, 0);
  return late / (frames.length + late);
}

/** Sends some messages. @returns ms from the press to the frame that shows the bubble, each */
async function write(page: Page, count: number): Promise<readonly number[]> {
  for (let n = 1; n <= count; n++) {
    await sayByFinger(page, `written ${n}`);
    // Whoever writes the next one has looked at this one.
    await chat.newestIsSent(page);
  }
  return pressesOf(page);
}

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const count = pace.quick ? 3_000 : 10_000;
  const festival = await startFestival();
  try {
    const { page: first, context } = await festival.phone();
    let page = first;
    await chat.startRoom(page, "Camp Owl");
    const { link } = await chat.readInvite(page);
    await chat.say(page, "hello");
    await chat.isSent(page, "hello");
    const address = page.url();
    await page.goto("about:blank");
    await fillRoom(festival.relay, link, weekend(count, Date.now() - 60_000));
    await page.addInitScript(watching);
    await page.goto(address);
    // What the list says of its own length.
    const all = `li.message[aria-setsize="${count + 1}"]`;
    await page.locator(all).first().waitFor({ state: "attached", timeout: patienceMillis });
    await quiet(page);
    const caughtUp = await look(page);

    // A phone that has been here, without signal: the page comes from the phone as well.
    await until("the app is kept for later", () =>
      page.evaluate(
        async () =>
          (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
      ),
    );
    await context.setOffline(true);
    let cdp: CDPSession;
    const starts: number[] = [];
    do {
      // A page of its own: one that is loaded again first puts away what it had.
      await page.close();
      page = await context.newPage();
      await page.addInitScript(watching);
      cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      await page.goto(address, { waitUntil: "commit" });
      const readable = await eventually(
        "the first messages",
        () => page.evaluate((): number | undefined => Reflect.get(globalThis, "seen")?.readable),
        patienceMillis,
      );
      starts.push(readable);
    } while (starts.length < (pace.quick ? 1 : 3));
    await context.setOffline(false);
    await page.locator(all).first().waitFor({ state: "attached", timeout: patienceMillis });
    await quiet(page);
    const started = await look(page);
    const heap = await heapMegabytes(cdp);
    const elements = await page.evaluate(() => document.querySelectorAll("*").length);
    const dropped = await scroll(page, pace.quick ? 5 : 15);
    const latest = page.getByRole("button", { name: /^Jump to latest/ });
    if ((await latest.count()) > 0) await latest.click();
    const waits = await write(page, pace.quick ? 10 : 30);
    const { answers, shifts } = await look(page);

    const less = { better: "less" } as const;
    const slow = `CPU ${slowdown} times slower`;
    const inRoom = `a room of ${count.toLocaleString("en")} messages`;
    return [
      {
        ...less,
        what: `${inRoom}: longest block while all of them arrive`,
        value: Math.max(0, ...caughtUp.blocks),
        unit: "ms",
        stretch: 200,
        note: `${caughtUp.blocks.length} blocks over 50 ms`,
      },
      {
        ...less,
        what: `${inRoom}: cold start to the first ones`,
        value: quantile(starts, 0.5),
        unit: "ms",
        ship: 1_000,
        stretch: 500,
        note: `${slow}; median of ${starts.length}`,
      },
      {
        ...less,
        what: `${inRoom}: longest block while the rest is opened`,
        value: Math.max(0, ...started.blocks),
        unit: "ms",
        stretch: 200,
        note: slow,
      },
      {
        ...less,
        what: `${inRoom}: elements of the page`,
        value: elements,
        unit: "",
        ship: 3_000,
        stretch: 1_500,
      },
      {
        ...less,
        what: `${inRoom}: heap`,
        value: heap,
        unit: "MB",
        ship: 120,
        stretch: 60,
        note: "after a collection",
      },
      {
        ...less,
        what: `${inRoom}: frames dropped while scrolling`,
        value: dropped * 100,
        unit: "%",
        ship: 5,
        stretch: 1,
        note: slow,
      },
      {
        ...less,
        what: `${inRoom}: press to bubble, p95`,
        value: quantile(waits, 0.95),
        unit: "ms",
        ship: 50,
        stretch: 16,
        note: `${slow}; p50 ${quantile(waits, 0.5).toFixed(0)} ms`,
      },
      {
        ...less,
        what: `${inRoom}: answer to a finger or key, p98`,
        value: answers.length === 0 ? 16 : quantile(answers, 0.98),
        unit: "ms",
        ship: 200,
        stretch: 100,
        note: `${slow}; ${answers.length} over 16 ms`,
      },
      {
        ...less,
        what: `${inRoom}: layout shift of the whole visit`,
        value: shifts,
        unit: "",
        ship: 0.05,
        stretch: 0.01,
      },
    ];
  } finally {
    await festival.end();
  }
}

export const screen: Part = { name: "screen", browser: true, run: measure };
