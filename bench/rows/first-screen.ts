/** From a scanned code to a readable room and a first message: what a newcomer's phone waits for. */
import type { Page } from "playwright-core";
import * as chat from "../../test/e2e/chat.ts";
import { eventually, until } from "../../test/e2e/eventually.ts";
import { type Festival, type Phone, startFestival } from "../../test/e2e/festival.ts";
import { type Figure, type Part, quantile } from "../figure.ts";
import { middleOf, pressesOf, sayByFinger, watchPresses } from "../press-to-paint.ts";
import { type Line, lines, openSlowLine } from "../slow-line.ts";

/** The one tap of a person who is in a hurry. */
const tap = "👋 I’m here";

/** What is looked for on the screen of a newcomer, as an expression that is undefined until it is there. */
const looks = {
  readable: 'document.querySelectorAll("article")[9]',
  tap: `[...document.querySelectorAll("button")].find((one) => one.textContent === "${tap}")`,
  sent: `[...document.querySelectorAll("article")].find(({ ariaLabel }) =>
    ariaLabel?.includes("I’m here") && ariaLabel.endsWith(", sent"))`,
} as const;
type Look = keyof typeof looks;

/**
 * Notes when each of these was in a frame. The page looks at itself, and no longer than it must: a
 * test library that asks all the time is work that no phone has.
 */
const watchFor = (names: readonly Look[]): string => `
  globalThis.visit = {};
  const wanted = { ${names.map((name) => `${name}: () => ${looks[name]}`).join(", ")} };
  const look = () => {
    for (const [name, find] of Object.entries(wanted)) {
      if (find() === undefined) continue;
      visit[name] = performance.now();
      delete wanted[name];
    }
    if (Object.keys(wanted).length > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

async function newcomer(festival: Festival, slowdown: number, before: string): Promise<Phone> {
  const phone = await festival.phone({ before });
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return phone;
}

/** @returns ms from the opening of the page */
const reached = (page: Page, name: Look): Promise<number> =>
  eventually(
    `${name} on the screen`,
    async () => {
      await page.waitForTimeout(100);
      return page.evaluate((mark) => Reflect.get(globalThis, "visit")[mark], name);
    },
    60_000,
  );

/** Presses the tap, by the browser's bare input. */
async function pressTap(page: Page): Promise<void> {
  await reached(page, "tap");
  const { x, y } = await middleOf(page, looks.tap);
  await page.mouse.click(x, y);
}

/** One visit over a line. @returns ms to a readable room for one who reads, to "sent" for one who taps */
async function visit(
  festival: Festival,
  fragment: string,
  line: Line,
  slowdown: number,
  to: "readable" | "sent",
): Promise<number> {
  const slow = await openSlowLine(festival.relay.port, line);
  const taps = to === "sent";
  const watch = watchFor(taps ? ["tap", "sent"] : ["readable"]);
  const phone = await newcomer(festival, slowdown, watch);
  const { page } = phone;
  try {
    await page.goto(`${slow.origin}/#${fragment}`, { waitUntil: "commit" });
    if (taps) await pressTap(page);
    return await reached(page, to);
  } finally {
    await phone.leave();
    await slow.close();
  }
}

/** A phone that has been here opens the app without signal. */
async function warmStart(festival: Festival, fragment: string): Promise<number> {
  const phone = await newcomer(festival, 4, watchFor(["readable"]));
  const { page } = phone;
  await page.goto(`/#${fragment}`);
  await reached(page, "readable");
  await until("the app is kept for later", () =>
    page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
    ),
  );
  await phone.context.setOffline(true);
  await page.reload({ waitUntil: "commit" });
  const millis = await reached(page, "readable");
  await phone.leave();
  return millis;
}

async function sends(
  festival: Festival,
  fragment: string,
  count: number,
): Promise<readonly number[]> {
  const phone = await newcomer(festival, 4, watchPresses);
  const { page } = phone;
  await page.goto(`/#${fragment}`);
  await chat.composer(page).waitFor();
  for (let i = 0; i < count; i++) {
    await sayByFinger(page, `Painted at once ${i}`);
    await chat.newestIsSent(page);
  }
  const painted = await pressesOf(page);
  await phone.leave();
  return painted;
}

export const firstScreen: Part = {
  name: "first-screen",
  browser: true,
  async run({ quick }) {
    const festival = await startFestival();
    try {
      const { page } = await festival.phone();
      await chat.startRoom(page, "Camp Owl");
      const { fragment } = await chat.readInvite(page);
      for (let i = 1; i <= 12; i++) await chat.say(page, `Message number ${i}`);
      await chat.isSent(page, "Message number 12");

      const rounds = quick ? 1 : 3;
      const middle = (values: readonly number[]): number => Math.round(quantile(values, 0.5));
      const figures: Figure[] = [];
      const visits = async (line: Line, slowdown: number, to: "readable" | "sent") => {
        const all: number[] = [];
        for (let n = 0; n < rounds; n++) {
          all.push(await visit(festival, fragment, line, slowdown, to));
        }
        return middle(all);
      };
      const note = `median of ${rounds}; slow line for pages and links alike`;
      figures.push(
        {
          what: "scan to a readable room, slow 4G, CPU 4x slower",
          value: await visits(lines["slow 4G"], 4, "readable"),
          unit: "ms",
          better: "less",
          ship: 2_500,
          stretch: 1_500,
          note,
        },
        {
          what: "scan to a first message stored, the same",
          value: await visits(lines["slow 4G"], 4, "sent"),
          unit: "ms",
          better: "less",
          ship: 5_000,
          stretch: 3_000,
          note: "one tap",
        },
        {
          what: "scan to a first message stored, 100 kbit/s, 1.5 s round trip, CPU 6x slower",
          value: await visits(lines.field, 6, "sent"),
          unit: "ms",
          better: "less",
          ship: 20_000,
          stretch: 12_000,
          note,
        },
      );
      const warm: number[] = [];
      for (let n = 0; n < rounds; n++) warm.push(await warmStart(festival, fragment));
      figures.push({
        what: "start without signal to a readable room, CPU 4x slower",
        value: middle(warm),
        unit: "ms",
        better: "less",
        ship: 1_000,
        stretch: 500,
        note: `median of ${rounds}`,
      });
      const painted = await sends(festival, fragment, quick ? 10 : 40);
      figures.push({
        what: "tap on Send to its message painted, p95, CPU 4x slower",
        value: Math.round(quantile(painted, 0.95)),
        unit: "ms",
        better: "less",
        ship: 50,
        stretch: 16,
        note: `${painted.length} messages; p50 ${Math.round(quantile(painted, 0.5))} ms`,
      });
      return figures;
    } finally {
      await festival.goHome();
      await festival.end();
    }
  },
};
