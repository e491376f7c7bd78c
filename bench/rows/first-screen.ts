/** From a scanned code to a readable room and a first message: what a newcomer's phone waits for. */
import type { Page } from "playwright-core";
import * as chat from "../../test/e2e/chat.ts";
import { until } from "../../test/e2e/eventually.ts";
import { type Festival, type Phone, startFestival } from "../../test/e2e/festival.ts";
import { type Figure, type Part, quantile } from "../figure.ts";
import { pressesOf, sayByFinger, watchPresses } from "../press-to-paint.ts";
import { type Line, lines, openSlowLine } from "../slow-line.ts";

/** Marks when ten messages were painted, and every press on Send. */
const watch = `${watchPresses}
  const list = () => document.querySelectorAll("ol article, ul article, article").length;
  const look = () => {
    if (list() >= 10) globalThis.readableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

async function newcomer(festival: Festival, slowdown: number): Promise<Phone> {
  const phone = await festival.phone({ before: watch });
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  return phone;
}

const readable = async (page: Page): Promise<number> => {
  await until("ten messages", () => page.evaluate(() => "readableAt" in globalThis), 60_000);
  return page.evaluate(() => Number(Reflect.get(globalThis, "readableAt")));
};

/** One visit over a line. @returns ms to a readable room, and to a first message that is stored */
async function visit(
  festival: Festival,
  fragment: string,
  line: Line,
  slowdown: number,
): Promise<{ readonly read: number; readonly sent: number }> {
  const slow = await openSlowLine(festival.relay.port, line);
  const phone = await newcomer(festival, slowdown);
  const { page } = phone;
  try {
    await page.goto(`${slow.origin}/#${fragment}`, { waitUntil: "commit" });
    // The one tap of a person who is in a hurry.
    await chat.button(page, "👋 I’m here").click({ timeout: 60_000 });
    const sent = chat
      .isSent(page, "I’m here", 60_000)
      .then(() => page.evaluate(() => performance.now()));
    return { read: await readable(page), sent: await sent };
  } finally {
    await phone.leave();
    await slow.close();
  }
}

/** A phone that has been here opens the app without signal. */
async function warmStart(festival: Festival, fragment: string): Promise<number> {
  const phone = await newcomer(festival, 4);
  const { page } = phone;
  await page.goto(`/#${fragment}`);
  await readable(page);
  await until("the app is kept for later", () =>
    page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
    ),
  );
  await phone.context.setOffline(true);
  await page.reload({ waitUntil: "commit" });
  const millis = await readable(page);
  await phone.leave();
  return millis;
}

async function sends(
  festival: Festival,
  fragment: string,
  count: number,
): Promise<readonly number[]> {
  const phone = await newcomer(festival, 4);
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
      const runs = async (line: Line, slowdown: number) => {
        const all: { readonly read: number; readonly sent: number }[] = [];
        for (let n = 0; n < rounds; n++) all.push(await visit(festival, fragment, line, slowdown));
        return {
          read: middle(all.map(({ read }) => read)),
          sent: middle(all.map(({ sent }) => sent)),
        };
      };
      const note = `median of ${rounds}; slow line for pages and links alike`;
      const slow = await runs(lines["slow 4G"], 4);
      figures.push(
        {
          what: "scan to a readable room, slow 4G, CPU 4x slower",
          value: slow.read,
          unit: "ms",
          better: "less",
          ship: 2_500,
          stretch: 1_500,
          note,
        },
        {
          what: "scan to a first message stored, the same",
          value: slow.sent,
          unit: "ms",
          better: "less",
          ship: 5_000,
          stretch: 3_000,
          note: "one tap",
        },
      );
      const field = await runs(lines.field, 6);
      figures.push({
        what: "scan to a first message stored, 100 kbit/s, 1.5 s round trip, CPU 6x slower",
        value: field.sent,
        unit: "ms",
        better: "less",
        ship: 20_000,
        stretch: 12_000,
        note,
      });
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
