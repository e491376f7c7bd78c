/** Bringing others in: the sheet with the code, the poster, and who is told what about links. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type PhoneOptions, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

const desk: PhoneOptions = {
  viewport: { width: 1280, height: 800 },
  isMobile: false,
  hasTouch: false,
};

async function invite(page: Page): Promise<Locator> {
  await chat.button(page, "Invite").click();
  const dialog = page.getByRole("dialog", { name: "Invite", exact: true });
  await dialog.getByRole("img", { name: "QR code", exact: true }).waitFor();
  return dialog;
}

/** Width of the dark part of a code, without its quiet zone, in px. */
const codeWidth = (code: Locator): Promise<number> =>
  code.evaluate((svg) => svg.querySelector("path")?.getBoundingClientRect().width ?? 0);

for (const colorScheme of ["dark", "light"] as const) {
  test(`the code fills a ${colorScheme} phone, white from edge to edge, and nothing has to be scrolled`, async () => {
    const { page } = await festival.phone({ colorScheme, reducedMotion: "reduce" });
    await chat.startRoom(page, "Camp Owl");
    const dialog = await invite(page);
    const code = dialog.getByRole("img", { name: "QR code", exact: true });
    ok((await codeWidth(code)) >= 0.7 * 390, `${await codeWidth(code)} px`);
    deepEqual(await dialog.boundingBox(), { x: 0, y: 0, width: 390, height: 844 });
    equal(
      await dialog.evaluate((element) => getComputedStyle(element).backgroundColor),
      "rgb(255, 255, 255)",
    );
    const overflow = await dialog.evaluate(
      (element) => element.scrollHeight - element.clientHeight,
    );
    ok(overflow <= 0, `${overflow} px to scroll`);
    await dialog.getByText("Turn your brightness up").waitFor();
    await dialog.getByRole("heading", { name: "Camp Owl" }).waitFor();
  });
}

/** A wake lock that a test can count; the second one never answers. */
const countedLocks = `
  let asked = 0;
  const tell = (change) => {
    const root = document.documentElement;
    root.dataset.awake = String(Number(root.dataset.awake ?? 0) + change);
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request: () => {
    asked++;
    if (asked > 1) return new Promise(() => {});
    tell(1);
    return Promise.resolve({ release: async () => tell(-1) });
  } } });
`;

test("the screen stays on while the code is shown, and nobody waits for the browser's answer", async () => {
  const { page } = await festival.phone({ before: countedLocks });
  await chat.startRoom(page, "Camp Owl");
  const awake = (): Promise<string | undefined> =>
    page.evaluate(() => document.documentElement.dataset["awake"]);
  const dialog = await invite(page);
  await until("the screen stays on", async () => (await awake()) === "1");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await until("the screen may sleep", async () => (await awake()) === "0");
  // This time the browser says nothing at all.
  await invite(page);
});

test("on a desk the code takes seven tenths of the short side", async () => {
  const { page } = await festival.phone(desk);
  await chat.startRoom(page, "Camp Owl");
  const dialog = await invite(page);
  const width = await codeWidth(dialog.getByRole("img", { name: "QR code", exact: true }));
  ok(width >= 0.7 * 800, `${width} px`);
});

test("who sends a link is told once who can read with it", async () => {
  const phone = await festival.phone();
  const { page } = phone;
  await phone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await chat.startRoom(page, "Camp Owl");
  const dialog = await invite(page);
  const warning = dialog.getByText("Anyone with this link can read Camp Owl.");
  await warning.waitFor();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await dialog.getByRole("button", { name: "Copied" }).waitFor();
  const link = await chat.field(page, "Room link").inputValue();
  equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await invite(page);
  equal(await warning.count(), 0);
});

test("a poster is one sheet of A4 with a code of 12 cm, the words, the address and the Wi-Fi", async () => {
  const { page } = await festival.phone(desk);
  await chat.startRoom(page, "Camp Owl");
  const dialog = await invite(page);
  const words = await dialog.getByLabel("Room words", { exact: true }).innerText();
  await dialog.getByRole("button", { name: "Print a poster" }).click();
  const poster = page.getByRole("dialog", { name: "Poster", exact: true });
  await poster.getByRole("textbox").fill("Lakeside");

  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1);
  match(pdf.toString("latin1"), /\/MediaBox\s*\[\s*0 0 59[45](?:\.\d+)? 84[12]/);

  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".print-only");
  const millimetres = (await codeWidth(paper.getByRole("img"))) / (96 / 25.4);
  ok(millimetres >= 120, `${millimetres} mm`);
  const text = (await paper.innerText()).split(/\s+/).join(" ");
  for (const part of [
    "Camp Owl",
    "No app. No account. Point your camera.",
    words.trim().split(/\s+/).join(" "),
    new URL(festival.relay.origin).host,
    "If it doesn’t load: join Wi-Fi Lakeside",
  ]) {
    ok(text.includes(part), `${part} is not in: ${text}`);
  }
  ok(await page.locator("#app").isHidden(), "the app is not printed");
});
