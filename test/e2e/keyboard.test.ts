/** Without a mouse and without a finger: from the first screen to the last. */
import { deepEqual, equal } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
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
  reducedMotion: "reduce",
};

/** What is wrong with the element that has the focus, if anything: no ring, or something lies on it. */
const focusProblem = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    // Past the last control the browser's own come; then it starts again.
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const name = element.getAttribute("aria-label") ?? element.textContent ?? element.tagName;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (top === null || !(element.contains(top) || top.contains(element))) {
      return `${name} is obscured by ${top?.outerHTML.slice(0, 80)}`;
    }
    // The ring may be drawn by the element itself or by what frames it.
    const framed = [element, element.parentElement, element.nextElementSibling];
    const ringed = framed.some((each) => {
      if (each === null) return false;
      const style = getComputedStyle(each);
      return (
        (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== "none"
      );
    });
    return ringed ? undefined : `${name} has no ring`;
  });

/** Presses Tab until the control of this name has the focus; looks at every stop on the way. */
async function tabTo(page: Page, name: string, key = "Tab"): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    equal(await focusProblem(page), undefined);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
    });
    if (focused === name) return;
  }
  throw new Error(`${name} was not reached`);
}

const hasFocus = (page: Page, role: "textbox" | "heading" | "button", name: string) =>
  until(`focus on ${name}`, async () => {
    const element = page.getByRole(role, { name, exact: true });
    if ((await element.count()) === 0) return false;
    return element.first().evaluate((one) => one === document.activeElement);
  });

test("a room is started, written to and shown by keys alone, with a ring at every stop", async () => {
  const { page } = await festival.phone(desk);
  await page.goto("/");
  await chat.button(page, "Start a room").waitFor();
  await tabTo(page, "Start a room");
  await page.keyboard.press("Enter");
  await hasFocus(page, "textbox", "Room name");
  await page.keyboard.type("Camp Owl");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();

  await tabTo(page, "Message");
  await page.keyboard.type("By keys alone");
  await page.keyboard.press("Enter");
  await chat.isSent(page, "By keys alone");
  await hasFocus(page, "textbox", "Message");

  await tabTo(page, "Invite", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Invite", exact: true }).waitFor();
  await page.keyboard.press("Tab");
  equal(await focusProblem(page), undefined);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // Back where it was opened from.
  await hasFocus(page, "button", "Invite");

  await tabTo(page, "Back", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Rooms" }).waitFor();
  deepEqual(new URL(page.url()).pathname, "/");
});

/** Goes to a message with the arrows of the list. */
async function arrowTo(page: Page, words: string): Promise<void> {
  await tabTo(page, "Conversation", "Shift+Tab");
  await until(`the focus on ${words}`, async () => {
    await page.keyboard.press("ArrowUp");
    return page.evaluate(
      (part) => document.activeElement?.ariaLabel?.includes(part) === true,
      words,
    );
  });
  equal(await focusProblem(page), undefined);
}

/** Opens the menu of the room and takes one of its entries. */
async function menuEntry(page: Page, name: string): Promise<void> {
  await tabTo(page, "Room menu", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Room menu" }).waitFor();
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

test("by keys alone one joins, answers, reacts, changes, finds, blocks and leaves", async () => {
  const { page } = await festival.phone(desk);
  const fragment = await festival.room();
  await page.goto(`/#${fragment}`);
  const cleo = await festival.member(`${festival.relay.origin}/#${fragment}`);
  await cleo.setName("Cleo");
  await cleo.send("Where are you?");
  await chat.message(page, "Where are you?").waitFor();
  await tabTo(page, "Your name");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Anna");
  await page.keyboard.press("Enter");
  await hasFocus(page, "textbox", "Message");
  await page.keyboard.type("At the gate");
  await page.keyboard.press("Enter");
  await chat.message(page, /^Anna \(you\), .*At the gate, sent$/).waitFor();

  await arrowTo(page, "Where are you?");
  await page.keyboard.press("r");
  await page.getByText("Reply to Cleo").waitFor();
  await hasFocus(page, "textbox", "Message");
  await page.keyboard.type("Behind you");
  await page.keyboard.press("Enter");
  await chat.message(page, /Behind you, replied to Cleo, sent$/).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.getByText("Edit message").waitFor();
  await until("its words", async () => (await chat.composer(page).inputValue()) === "Behind you");
  await page.keyboard.press("End");
  await page.keyboard.type(" now");
  await page.keyboard.press("Enter");
  await chat.message(page, /Behind you now, edited/).waitFor();

  await arrowTo(page, "Where are you?");
  await page.keyboard.press("e");
  await page.getByRole("dialog", { name: "Message actions" }).waitFor();
  await page.keyboard.press("Enter");
  await chat.message(page, /Where are you\?, 1 🧡/).waitFor();

  await menuEntry(page, "Search messages");
  await page.getByRole("dialog", { name: "Search" }).waitFor();
  await page.keyboard.type("where");
  await page.getByText("1 message", { exact: true }).waitFor();
  await until("the message that was found", async () => {
    await page.keyboard.press("Tab");
    return page.evaluate(() => document.activeElement?.matches(".found") === true);
  });
  await page.keyboard.press("Enter");
  await until("the focus in the list", () =>
    page.evaluate(() => document.activeElement?.ariaLabel?.includes("Where are you?") === true),
  );

  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Message actions" }).waitFor();
  await tabTo(page, "Block Cleo");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Block Cleo?" }).waitFor();
  await tabTo(page, "Block", "Shift+Tab");
  await page.keyboard.press("Enter");
  await chat.message(page, "Where are you?").waitFor({ state: "detached" });

  await menuEntry(page, "Leave this room");
  await page.getByRole("dialog", { name: "Leave this room?" }).waitFor();
  await tabTo(page, "Leave");
  await page.keyboard.press("Enter");
  await chat.button(page, "Start a room").waitFor();
});

test("Shift and Enter make a new line, Enter sends both", async () => {
  const { page } = await festival.phone(desk);
  await chat.startRoom(page, "Camp Fox");
  await chat.composer(page).focus();
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  await chat.message(page, "second line").waitFor();
  deepEqual(await chat.texts(page), ["First line\nsecond line"]);
});
