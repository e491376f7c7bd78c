/** Many rooms on one phone: their order, the way between them, and what happens in those one is not in. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import {
  type Festival,
  type Phone,
  type PhoneOptions,
  phoneScreen,
  startFestival,
} from "./festival.ts";
import { maxShift, movedLittle, watchShifts } from "./layout-shift.ts";

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

const list = (page: Page): Locator => page.getByRole("list", { name: "Rooms", exact: true });
const row = (page: Page, name: string): Locator =>
  page.getByRole("link", { name: new RegExp(`^${name} ?, `) });
const heading = (page: Page, name: string): Locator =>
  page.getByRole("heading", { level: 1, name, exact: true });
const dialog = (page: Page, name: string): Locator =>
  page.getByRole("dialog", { name, exact: true });

/** Names of the rooms in the list, from its top. */
const order = (page: Page): Promise<string[]> =>
  list(page).locator(".room-row-name bdi").allTextContents();

/** A phone that started these rooms and sees its list. @returns their links */
async function startRooms(page: Page, ...names: readonly string[]): Promise<readonly string[]> {
  const links: string[] = [];
  for (const name of names) {
    await page.goto("/");
    await chat.startRoom(page, name);
    links.push((await chat.readInvite(page)).link);
  }
  await chat.button(page, "Back").click();
  await list(page).waitFor();
  return links;
}

/** A friend in a room of a link. */
async function friendIn(link: string, name: string): Promise<Phone> {
  const friend = await festival.phone();
  await friend.page.goto(link);
  await chat.field(friend.page, "Your name").fill(name);
  return friend;
}

async function inMenuOf(page: Page, name: string, act: (menu: Locator) => Promise<void>) {
  await chat.button(page, `More for ${name}`).click();
  const menu = dialog(page, `More for ${name}`);
  await act(menu);
  if ((await menu.count()) > 0) await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
}

test("the last room is on top, a favourite above it, one that was put away is folded, and it lasts", async () => {
  const { page } = await festival.phone();
  await startRooms(page, "Camp Owl", "Late bus", "Kitchen crew");
  deepEqual(await order(page), ["Kitchen crew", "Late bus", "Camp Owl"]);
  // The button for the rest lies over the row, and makes it no higher.
  const card = await list(page).locator(".room-card").first().boundingBox();
  ok((card?.height ?? 0) < 100, `${card?.height} px`);

  await inMenuOf(page, "Camp Owl", (menu) =>
    menu.getByRole("switch", { name: "Favourite" }).check(),
  );
  await until("the favourite is on top", async () => (await order(page))[0] === "Camp Owl");
  await inMenuOf(page, "Late bus", (menu) => menu.getByRole("radio", { name: "None" }).check());
  await inMenuOf(page, "Kitchen crew", (menu) =>
    menu.getByRole("button", { name: "Archive" }).click(),
  );
  await page.reload();
  await list(page).waitFor();
  deepEqual(await order(page), ["Camp Owl", "Late bus"]);
  match(await row(page, "Camp Owl").innerText(), /favourite/);
  match(await row(page, "Late bus").innerText(), /muted/);
  await page.getByText("Archived (1)").click();
  await inMenuOf(page, "Kitchen crew", (menu) =>
    menu.getByRole("button", { name: "Take out of the archive" }).click(),
  );
  await until("it is back", async () => (await order(page)).includes("Kitchen crew"));
});

test("leaving says what is lost, and staying is one tap", async () => {
  const { page } = await festival.phone();
  await startRooms(page, "Camp Owl", "Late bus");
  for (const answer of ["Stay", "Leave"]) {
    await chat.button(page, "More for Late bus").click();
    await chat.button(page, "Leave this room").click();
    await dialog(page, "Leave this room?").getByText("You need a code to come back").waitFor();
    await chat.button(page, answer).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const left = answer === "Leave" ? ["Camp Owl"] : ["Late bus", "Camp Owl"];
    await until(`after ${answer}`, async () => String(await order(page)) === String(left));
  }
});

test("rooms in the background are live: counts, the title, a notice, and one tap to go there", async () => {
  const anna = await festival.phone({ before: watchShifts });
  const [owl = "", bus = ""] = await startRooms(anna.page, "Camp Owl", "Late bus");
  let links = 0;
  anna.page.on("websocket", () => (links += 1));
  await anna.page.reload();
  const ben = await friendIn(owl, "Ben");
  const cem = await friendIn(bus, "Cem");
  await row(anna.page, "Late bus").click();
  await heading(anna.page, "Late bus").waitFor();

  await chat.say(ben.page, "where are you?");
  const notice = anna.page.getByRole("button", { name: "Camp Owl · Ben: where are you?" });
  await notice.waitFor();
  equal(await anna.page.title(), "(1) Late bus · Festival Chat");
  equal(await anna.page.locator(".badge").getAttribute("data-count"), "1");
  await notice.click();
  await heading(anna.page, "Camp Owl").waitFor();
  await chat.message(anna.page, "where are you?").waitFor();
  await until("it was seen", async () => (await anna.page.title()) === "Camp Owl · Festival Chat");
  equal(await anna.page.locator(".badge").count(), 0);

  // From inside a room another one is one tap away, and says what is new in it.
  await chat.say(cem.page, "Anybody?");
  const strip = anna.page.getByRole("navigation", { name: "Rooms" });
  const near = strip.getByRole("link", { name: /^Late bus ?, 1 new message$/ });
  await near.waitFor();
  equal(await strip.getByRole("link").count(), 1, "not the room one is in");
  await near.click();
  await heading(anna.page, "Late bus").waitFor();
  await chat.message(anna.page, "Anybody?").waitFor();
  await until("it was seen", async () => (await anna.page.title()) === "Late bus · Festival Chat");
  // A keyboard leaves little room: what is written and what is read come first.
  await chat.composer(anna.page).focus();
  await strip.getByRole("link", { name: "Camp Owl" }).waitFor();
  await anna.page.setViewportSize({ width: 390, height: 500 });
  await strip.waitFor({ state: "hidden" });
  await anna.page.setViewportSize(phoneScreen);
  await strip.waitFor();
  // It comes behind the room, and what is read stays where it is.
  const address = anna.page.url();
  await anna.page.goto("about:blank");
  await anna.page.goto(address);
  await strip.waitFor();
  await movedLittle(anna.page, maxShift / 2);

  await chat.button(anna.page, "Back").click();
  await chat.say(cem.page, "Last call");
  await until("the row counts", async () =>
    (await row(anna.page, "Late bus").innerText()).includes("1 new"),
  );
  deepEqual((await order(anna.page))[0], "Late bus");
  equal(links, 2, "all of it over one link, in each of two visits");
});

test("in a small room a line tells who came, unless one does not want to know", async () => {
  const anna = await festival.phone();
  const [owl = ""] = await startRooms(anna.page, "Camp Owl");
  await row(anna.page, "Camp Owl").click();
  await chat.say(anna.page, "Anybody there?");
  const ben = await friendIn(owl, "Ben");
  await chat.say(ben.page, "Me");
  await chat.messages(anna.page).getByText("Ben is here").waitFor();
  await chat.button(anna.page, "Room menu").click();
  await dialog(anna.page, "Room menu").getByRole("switch", { name: "Say who comes" }).uncheck();
  await chat.messages(anna.page).getByText("Ben is here").waitFor({ state: "detached" });
});

test("a muted room counts and is silent; one for mentions speaks when it calls", async () => {
  const anna = await festival.phone();
  // Who is called for the first time is asked whether the phone may buzz.
  const offer = chat.button(anna.page, "Not now");
  await anna.page.addLocatorHandler(offer, () => offer.click());
  const [owl = "", bus = ""] = await startRooms(anna.page, "Camp Owl", "Late bus");
  const ben = await friendIn(owl, "Ben");
  await row(anna.page, "Camp Owl").click();
  await chat.field(anna.page, "Your name").fill("Anna");
  await chat.say(anna.page, "Hello");
  await chat.button(anna.page, "Back").click();
  await inMenuOf(anna.page, "Camp Owl", (menu) =>
    menu.getByRole("radio", { name: "Mentions" }).check(),
  );
  await row(anna.page, "Late bus").click();
  await chat.say(ben.page, "Chips, anyone?");
  await chat.isSent(ben.page, "Chips, anyone?");
  await chat.say(ben.page, "@Anna chips?");
  await anna.page.getByRole("button", { name: "Camp Owl · Ben: @Anna chips?" }).waitFor();
  equal(await anna.page.title(), "(1) Late bus · Festival Chat");
  equal(await anna.page.locator(".badge").getAttribute("data-count"), "@1");

  await chat.button(anna.page, "Hide").click();
  await chat.button(anna.page, "Back").click();
  await inMenuOf(anna.page, "Camp Owl", (menu) =>
    menu.getByRole("radio", { name: "None" }).check(),
  );
  await until("the title is calm", async () => (await anna.page.title()) === "Festival Chat");
  const cem = await friendIn(bus, "Cem");
  await chat.say(ben.page, "@Anna last chip");
  await chat.isSent(ben.page, "@Anna last chip");
  await chat.say(cem.page, "Bus is here");
  // What came after it was told, so it would have been.
  await until("the bus counts", async () => (await anna.page.title()) === "(1) Festival Chat");
  match(await row(anna.page, "Camp Owl").innerText(), /3 new/);
});

test("from a room to another one: its name, Ctrl and K, first letters, Alt and an arrow", async () => {
  const phone = await festival.phone();
  await startRooms(phone.page, "Camp Owl", "Late bus");
  await row(phone.page, "Late bus").click();
  await heading(phone.page, "Late bus").getByRole("button").click();
  await dialog(phone.page, "Rooms")
    .getByRole("link", { name: /^Camp Owl/ })
    .click();
  await heading(phone.page, "Camp Owl").waitFor();
  await phone.page.getByRole("dialog").waitFor({ state: "detached" });

  const { page } = await festival.phone(desk);
  await startRooms(page, "Camp Owl", "Late bus", "Kitchen crew");
  await page.keyboard.press("Control+k");
  await dialog(page, "Rooms").getByRole("textbox", { name: "Find a room" }).waitFor();
  await page.keyboard.type("lATe");
  await until(
    "one is left",
    async () => (await dialog(page, "Rooms").getByRole("link").count()) === 1,
  );
  await page.keyboard.press("Enter");
  await heading(page, "Late bus").waitFor();
  const names = await order(page);
  const at = names.indexOf("Late bus");
  await chat.composer(page).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await heading(page, names[(at + 1) % names.length] ?? "").waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  await heading(page, "Late bus").waitFor();
  await page.keyboard.press("Control+k");
  await dialog(page, "Rooms").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // Esc leaves no room in which something stands in the field.
  await chat.composer(page).fill("half a word");
  await page.keyboard.press("Escape");
  await chat.composer(page).fill("");
  await heading(page, "Late bus").waitFor();
  await page.keyboard.press("Escape");
  await heading(page, "Late bus").waitFor({ state: "detached" });
  equal(new URL(page.url()).pathname, "/");
});

test("settings of room and phone are where the header leads, and survive a reload", async () => {
  const { page } = await festival.phone();
  await startRooms(page, "Camp Owl");
  await row(page, "Camp Owl").click();
  await chat.button(page, "Room menu").click();
  const menu = dialog(page, "Room menu");
  await menu.getByRole("radio", { name: "Mentions" }).check();
  await menu.getByRole("switch", { name: "Favourite" }).check();
  await menu.getByRole("switch", { name: "Say who comes and goes" }).uncheck();
  await menu.getByRole("switch", { name: "Use less data" }).check();
  await menu.getByRole("button", { name: "Larger text" }).click();
  await menu.getByText("110 %").waitFor();
  await page.reload();
  await heading(page, "Camp Owl").waitFor();
  equal(await page.evaluate(() => document.documentElement.style.fontSize), "110%");
  await chat.button(page, "Room menu").click();
  ok(await menu.getByRole("radio", { name: "Mentions" }).isChecked());
  ok(await menu.getByRole("switch", { name: "Favourite" }).isChecked());
  ok(await menu.getByRole("switch", { name: "Use less data" }).isChecked());
  equal(await menu.getByRole("switch", { name: "Say who comes and goes" }).isChecked(), false);

  await menu.getByRole("button", { name: "All settings" }).click();
  const settings = dialog(page, "Settings");
  await settings.getByRole("switch", { name: "Sounds" }).check();
  await settings.getByRole("radio", { name: "Nothing" }).check();
  await page.goto("/");
  await chat.button(page, "Settings").click();
  ok(await settings.getByRole("switch", { name: "Sounds" }).isChecked());
  ok(await settings.getByRole("radio", { name: "Nothing" }).isChecked());
  await settings.getByText("110 %").waitFor();
});

test("single letters do something on a message until they are turned off", async () => {
  const { page } = await festival.phone(desk);
  await page.goto("/");
  await chat.startRoom(page, "Camp Owl");
  await chat.say(page, "Hello");
  const replying = page.getByText("Reply to");
  await chat.message(page, "Hello").focus();
  await page.keyboard.press("r");
  await replying.waitFor();
  // The field gets the focus a moment after the line is there.
  await until("the field has the focus", () =>
    chat.composer(page).evaluate((field) => field === document.activeElement),
  );
  await page.keyboard.press("Escape");
  await replying.waitFor({ state: "detached" });
  await chat.button(page, "Settings").click();
  await dialog(page, "Settings").getByRole("switch", { name: "Shortcuts of one letter" }).uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await chat.message(page, "Hello").focus();
  await page.keyboard.press("r");
  // The next key is heard, so the one before it was.
  await page.keyboard.press("Enter");
  await dialog(page, "Message actions").waitFor();
  equal(await replying.count(), 0);
});

test("two phones of a room compare the same words, and another room has others", async () => {
  const anna = await festival.phone();
  const [owl = ""] = await startRooms(anna.page, "Camp Owl");
  const ben = await festival.phone();
  const compared = async (page: Page): Promise<string> => {
    await chat.button(page, "Room menu").click();
    await chat.button(page, "Check it’s really us").click();
    const words = page.getByRole("list", { name: "Words to compare" });
    await words.waitFor();
    const text = (await words.getByRole("listitem").allTextContents()).join(" ");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    return text;
  };
  await row(anna.page, "Camp Owl").click();
  await ben.page.goto(owl);
  await heading(ben.page, "Camp Owl").waitFor();
  const words = await compared(anna.page);
  equal(words.split(" ").length, 6);
  equal(await compared(ben.page), words);
  await startRooms(ben.page, "Late bus");
  await row(ben.page, "Late bus").click();
  ok((await compared(ben.page)) !== words);
});

test("what was said goes into a file, as text and for programs", async () => {
  const { page } = await festival.phone();
  await startRooms(page, "Camp Owl");
  await row(page, "Camp Owl").click();
  await chat.say(page, "Left of the sound desk");
  await chat.button(page, "Room menu").click();
  const saved = async (button: string): Promise<{ name: string; text: string }> => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      chat.button(page, button).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    return { name: download.suggestedFilename(), text };
  };
  const text = await saved("Save as text");
  match(text.name, /^camp-owl-\d{4}-\d\d-\d\d\.txt$/);
  match(text.text, /^Camp Owl\n\n.*: Left of the sound desk\n$/s);
  const json = await saved("Save as JSON");
  match(json.name, /\.json$/);
  const kept: unknown = JSON.parse(json.text);
  ok(typeof kept === "object" && kept !== null && "messages" in kept);
});

test("who kept the suggested name is asked once after the first words, and it is offered in the next room", async () => {
  const { page } = await festival.phone();
  await page.goto("/");
  await chat.startRoom(page, "Camp Owl");
  await chat.say(page, "Hello");
  await page.getByText("You’re in. Change name?").waitFor();
  await chat.button(page, "Name…").click();
  const name = dialog(page, "Your name here");
  await name.getByRole("textbox").fill("Anna");
  await name.getByRole("button", { name: "Save" }).click();
  await name.waitFor({ state: "detached" });
  equal(await page.getByText("You’re in. Change name?").count(), 0);
  await chat.say(page, "It is me");
  await chat.message(page, /^Anna \(you\), .*It is me/).waitFor();

  await page.goto("/");
  await chat.startRoom(page, "Late bus");
  await page.getByText("Join as").waitFor();
  equal(await chat.field(page, "Your name").inputValue(), "Anna");
  await chat.say(page, "Hello");
  await chat.message(page, /^Anna \(you\), .*Hello/).waitFor();
  equal(await page.getByText("You’re in. Change name?").count(), 0);

  const other = await festival.phone();
  await other.page.goto("/");
  await chat.startRoom(other.page, "Camp Hare");
  await chat.say(other.page, "Hello");
  await chat.button(other.page, "Fine").click();
  await chat.say(other.page, "All is well");
  await chat.isSent(other.page, "All is well");
  equal(await other.page.getByText("You’re in. Change name?").count(), 0);
});

test("rooms that the organiser lists are open to everyone: apart, without a lock, and said so", async () => {
  const host = await festival.phone();
  const [link = ""] = await startRooms(host.page, "Main Stage");
  await row(host.page, "Main Stage").click();
  await host.page.getByText("Private", { exact: true }).waitFor();
  await chat.say(host.page, "Gates are open: https://lakeside.example/map or 0123 456 7890");
  await chat.isSent(host.page, "Gates are open");
  await festival.relay.kill();
  festival.relay.set({ OPEN_ROOMS: `Main Stage=${link}` });
  await festival.relay.start();

  const phone = await festival.phone();
  const { page } = phone;
  await page.goto("/");
  const open = page.getByRole("region", { name: "Open to everyone here" });
  await open.getByRole("button", { name: /^Main Stage/ }).click();
  await heading(page, "Main Stage").waitFor();
  await chat.message(page, "Gates are open").waitFor();
  await page.getByText("Anyone here can read and save this.").waitFor();
  await page.getByText("Open", { exact: true }).waitFor();
  equal(await page.getByText("Private", { exact: true }).count(), 0);
  // Anyone may have put a link there: it says where it leads before it goes.
  const message = chat.message(page, "Gates are open");
  equal(await message.getByRole("link", { name: "0123" }).getAttribute("href"), "tel:01234567890");
  const map = message.getByRole("link", { name: "lakeside.example/map" });
  match((await map.getAttribute("rel")) ?? "", /noreferrer/);
  await map.click();
  await dialog(page, "Open this link?").getByText("lakeside.example", { exact: true }).waitFor();
  await chat.button(page, "Stay here").click();
  equal(phone.context.pages().length, 1);
  await chat.button(page, "Back").click();
  await open.getByRole("link", { name: /^Main Stage ?, open to everyone/ }).waitFor();
  equal(await list(page).count(), 0);

  // Whoever had it before learns it, and keeps knowing it without the list.
  await host.page.reload();
  await host.page.getByText("Open", { exact: true }).waitFor();
  await festival.relay.kill();
  festival.relay.set({ OPEN_ROOMS: "" });
  await festival.relay.start();
  await host.page.reload();
  await host.page.getByText("Open", { exact: true }).waitFor();
  equal(await host.page.getByText("Private", { exact: true }).count(), 0);
});
