/** A phone that slept in a pocket: how long until what was said meanwhile stands on its screen. */
import type { Browser } from "playwright-core";
import * as chat from "../../test/e2e/chat.ts";
import { until } from "../../test/e2e/eventually.ts";
import { type Festival, startFestival } from "../../test/e2e/festival.ts";
import { type Part, quantile } from "../figure.ts";
import { lines, openSlowLine } from "../slow-line.ts";

/** Long enough for the relay to give the silent link up, as it does in ten minutes too. */
const asleepMillis = 80_000;
const last = "The last one said meanwhile";

/**
 * Marks when the last message was in the list. Not when it was painted: frames of a process that was
 * stopped come seconds late in a browser without a screen, whatever the page does.
 */
const watch = `
  const look = setInterval(() => {
    const shown = [...document.querySelectorAll("article")].some((one) =>
      one.textContent.includes(${JSON.stringify(last)}));
    if (!shown) return;
    globalThis.upToDateAt = Date.now();
    clearInterval(look);
  }, 20);`;

/** The processes that draw pages. */
async function painters(browser: Browser): Promise<readonly number[]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** One nap. @returns ms from waking up to the last message */
async function nap(festival: Festival, fragment: string, millis: number): Promise<number> {
  const line = await openSlowLine(festival.relay.port, lines["slow 4G"]);
  const other = await festival.phone();
  await other.page.goto(`/#${fragment}`);
  const others = await painters(festival.browser);
  const phone = await festival.phone({ before: watch });
  const { page } = phone;
  try {
    await page.goto(`${line.origin}/#${fragment}`);
    await chat.composer(page).waitFor({ timeout: 60_000 });
    await chat.isOnline(page);
    const devtools = await phone.context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    // As phones do it: nothing of the page runs, and nobody tells it.
    const own = (await painters(festival.browser)).filter((id) => !others.includes(id));
    if (own.length === 0) throw new Error("no process of its own");
    for (const id of own) process.kill(id, "SIGSTOP");
    line.forget();
    for (let n = 1; n <= 5; n++) await chat.say(other.page, `Said meanwhile ${n}`);
    await chat.say(other.page, last);
    await chat.isSent(other.page, last);
    await new Promise((resolve) => setTimeout(resolve, millis));
    for (const id of own) process.kill(id, "SIGCONT");
    const woke = Date.now();
    await until("up to date", () => page.evaluate(() => "upToDateAt" in globalThis), 120_000);
    const shown = await page.evaluate(() => Number(Reflect.get(globalThis, "upToDateAt")));
    return shown - woke;
  } finally {
    await phone.leave();
    await other.leave();
    await line.close();
  }
}

export const resume: Part = {
  name: "resume",
  browser: true,
  async run({ quick }) {
    const festival = await startFestival();
    try {
      const naps: number[] = [];
      for (let n = 0; n < (quick ? 1 : 3); n++) {
        // A room of its own: the message that ends the nap is said once in it.
        const { page, leave } = await festival.phone();
        await chat.startRoom(page, "Camp Owl");
        const { fragment } = await chat.readInvite(page);
        await leave();
        naps.push(await nap(festival, fragment, asleepMillis));
      }
      return [
        {
          what: "awake after a sleep to the last message, slow 4G, CPU 4x slower",
          value: Math.round(quantile(naps, 0.5)),
          unit: "ms",
          better: "less",
          ship: 2_000,
          stretch: 1_000,
          note: `median of ${naps.length}; the network forgot the connection`,
        },
      ];
    } finally {
      await festival.goHome();
      await festival.end();
    }
  },
};
