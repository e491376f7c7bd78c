/** Two phones without any network, held face to face: what the screen of one shows, the camera of the other reads. */
import { deepEqual } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axeSource, violations } from "./axe.ts";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** A camera that sees whatever `seen` draws. */
const camera = `
  ${axeSource}
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 480;
  const context = canvas.getContext("2d");
  globalThis.seen = (path, size) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 480, 480);
    context.scale(480 / size, 480 / size);
    context.fillStyle = "#000";
    context.fill(new Path2D(path));
  };
  seen("", 1);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
`;

interface Code {
  readonly path: string;
  readonly size: number;
}

/** The code on a screen, if it shows one. */
const codeOf = (page: Page): Promise<Code | undefined> =>
  page.evaluate(() => {
    const picture = document.querySelector(".nearby-code svg");
    const path = picture?.querySelector("path")?.getAttribute("d");
    const size = picture?.getAttribute("viewBox")?.split(" ")[2];
    return path && size ? { path, size: Number(size) } : undefined;
  });

async function looksAt(one: Page, other: Page): Promise<void> {
  const code = await codeOf(other);
  if (code === undefined) return;
  await one.evaluate(({ path, size }) => {
    const seen: unknown = Reflect.get(globalThis, "seen");
    if (typeof seen === "function") seen(path, size);
  }, code);
}

async function openFaceToFace(page: Page): Promise<void> {
  await chat.button(page, "Room menu").click();
  await chat.button(page, "Nearby").click();
  const dialog = page.getByRole("dialog", { name: "Nearby", exact: true });
  const start = dialog.getByRole("button", { name: "Find phones nearby" });
  const faces = dialog.getByRole("button", { name: "Face to face" });
  await start.or(faces).first().waitFor();
  if (await start.isVisible()) await start.click();
  await faces.click();
}

test("what two phones wrote without any network is on both after a moment face to face", async () => {
  const fragment = await festival.room();
  const phones = [
    await festival.phone({ before: camera }),
    await festival.phone({ before: camera }),
  ] as const;
  for (const { page } of phones) {
    await page.goto(`/#${fragment}`);
    await chat.isOnline(page);
    await chat.worksOffline(page);
  }
  await festival.relay.kill();
  for (const [index, { page }] of phones.entries()) {
    await chat.say(page, `Written in tent ${index + 1}`);
    await openFaceToFace(page);
  }
  const [one, two] = phones;
  deepEqual(await violations(one.page), []);
  // A hundred pictures are drawn and read on the way, which takes a busy machine its time.
  await until(
    "both have both",
    async () => {
      await looksAt(one.page, two.page);
      await looksAt(two.page, one.page);
      // Behind the dialog nothing has a role: they are looked for as what they are.
      const counts = await Promise.all(phones.map(({ page }) => page.locator(".message").count()));
      return counts.every((count) => count === 2);
    },
    120_000,
  );
  await one.page.getByText("1 message received").waitFor();
  for (const { page } of phones) await page.keyboard.press("Escape");
  const both = ["Written in tent 1", "Written in tent 2"];
  for (const { page } of phones) deepEqual(await chat.texts(page), both);
});
