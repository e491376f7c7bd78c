/** Every screen, in both themes, in front of axe: WCAG 2.2 AA and good practice, without a violation. */
import { deepEqual, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { wordList } from "@festival-chat/protocol/words";
import { axeSource, type Rules, violations } from "./axe.ts";
import * as chat from "./chat.ts";
import { type Festival, type PhoneOptions, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Walks through the app and calls `look` on each screen. */
async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  const dialog = async (opener: string, name: string): Promise<void> => {
    await chat.button(page, opener).click();
    const opened = page.getByRole("dialog", { name, exact: true });
    await opened.waitFor();
    await look(name);
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "detached" });
  };
  await page.goto("/");
  await page.getByText("Scan it. You’re in.").filter({ visible: true }).waitFor();
  await look("home, empty");
  await dialog("Start a room", "Start a room");
  await dialog("Scan a code", "Scan or paste a code");
  await dialog("Type six words", "Type six words");
  await chat.startRoom(page, "Camp Owl");
  await look("room, empty");
  for (const words of ["Hello", "See https://chat.example/map", "🎉"]) {
    await chat.say(page, words);
    await chat.isSent(page, words);
  }
  await look("room, with messages");
  await dialog("Invite", "Invite");
  await dialog("Room menu", "Room menu");
  await chat.button(page, "Room menu").click();
  await page.getByRole("button", { name: "Leave this room" }).click();
  await page.getByRole("dialog", { name: "Leave this room?" }).waitFor();
  await look("leaving");
  await page.getByRole("button", { name: "Stay" }).click();

  await page.goto("/");
  await page.getByRole("list", { name: "Rooms" }).waitFor();
  await look("home, with rooms");
  await chat.button(page, "Type six words").click();
  const [one = "", two = ""] = wordList;
  await page
    .getByRole("textbox", { name: "Six words" })
    .fill([one, two, one, two, one, two].join(" "));
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("alert").getByText("No such room here: check the words").waitFor();
  await look("no such room");
}

const devices: Readonly<Record<string, PhoneOptions>> = {
  "a phone at noon": { colorScheme: "light" },
  "a desk at night": {
    colorScheme: "dark",
    viewport: { width: 1440, height: 900 },
    isMobile: false,
    hasTouch: false,
  },
};
for (const [device, options] of Object.entries(devices)) {
  test(`no screen of ${device} breaks a rule of axe`, async () => {
    const { page } = await festival.phone({
      ...options,
      reducedMotion: "reduce",
      before: axeSource,
    });
    const found: string[] = [];
    let screens = 0;
    await walk(page, async (screen) => {
      screens++;
      found.push(...(await violations(page)).map((line) => `${screen}: ${line}`));
    });
    deepEqual(found, []);
    ok(screens >= 11);
  });
}

test("axe finds what is broken on purpose", async () => {
  const { page } = await festival.phone({ before: axeSource });
  await page.goto("/");
  await chat.button(page, "Start a room").waitFor();
  await page.evaluate(() => {
    const nameless = document.createElement("button");
    document.querySelector(".verbs")?.append(nameless);
  });
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body * { color: #777 !important; background: #999 !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const rules = async (which: Rules): Promise<Set<string | undefined>> =>
    new Set((await violations(page, which)).map((line) => line.split(":")[0]));
  const [all, colours, shape] = [await rules("all"), await rules("colours"), await rules("shape")];
  ok(all.has("button-name") && all.has("color-contrast"));
  ok(!colours.has("button-name") && colours.has("color-contrast"));
  ok(shape.has("button-name") && !shape.has("color-contrast"));
});
