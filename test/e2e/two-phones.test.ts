/** Two phones at a festival: a room is started, shown, scanned, said; then they talk. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { wordList } from "@festival-chat/protocol/words";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

test("a link takes two taps and no typing to the first message", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);

  const ben = await festival.phone();
  // The first tap is the one on the link.
  await ben.page.goto(link);
  await ben.page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await ben.page.getByRole("button", { name: "👋 I’m here" }).tap();

  await chat.isSent(ben.page, "👋 I’m here");
  await chat.message(anna.page, "👋 I’m here").waitFor();
});

test("three phones, by link and by words, see the same messages with names and states", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Fox");
  const invite = await chat.readInvite(anna.page);
  equal(invite.words.split(" ").length, 6);
  await chat.field(anna.page, "Your name").fill("Anna");
  await chat.say(anna.page, "Hello from the gate");
  await chat.isSent(anna.page, "Hello from the gate");

  const ben = await festival.phone();
  await ben.page.goto(invite.link);
  await chat.field(ben.page, "Your name").fill("Ben");
  await chat.message(ben.page, /^Anna, \d\d:\d\d, Hello from the gate, sent$/).waitFor();
  await chat.say(ben.page, "On my way");

  const cem = await festival.phone();
  await cem.page.goto("/");
  await chat.button(cem.page, "Type six words").click();
  const dialog = cem.page.getByRole("dialog", { name: "Type six words" });
  await dialog.getByRole("textbox").fill(invite.words);
  await dialog.getByRole("button", { name: "Join" }).click();
  await chat.message(cem.page, "On my way").waitFor();
  await chat.field(cem.page, "Your name").fill("Cem");
  await chat.say(cem.page, "Me too");

  const pages = [anna.page, ben.page, cem.page];
  for (const page of pages) {
    await until("all three", async () => (await chat.texts(page)).length === 3);
    deepEqual(await chat.texts(page), ["Hello from the gate", "On my way", "Me too"]);
    await page.locator(".room-head").getByText("3 here", { exact: true }).waitFor();
  }
  const [first, second, third] = await chat.messageNames(anna.page);
  match(first ?? "", /^Anna \(you\), \d\d:\d\d, Hello from the gate, sent$/);
  match(second ?? "", /^Ben, \d\d:\d\d, On my way, sent$/);
  match(third ?? "", /^Cem, \d\d:\d\d, Me too, sent$/);
  // Each phone tells what it has and who looks at it: the mark says so, and the name stays as it was.
  for (const page of pages) {
    await page.locator(".message.mine").getByText("Seen 2", { exact: true }).waitFor();
  }
  // Who joined by words can invite by the same words and the same link.
  deepEqual(await chat.readInvite(cem.page), invite);
});

test("who keeps to themselves what they have seen still says what has come, and is shown no more", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Bat");
  const { link } = await chat.readInvite(anna.page);
  await chat.say(anna.page, "Where are you?");
  const ben = await festival.phone();
  await ben.page.goto(link);
  await chat.message(ben.page, "Where are you?").waitFor();
  await chat.button(ben.page, "Room menu").click();
  const menu = ben.page.getByRole("dialog", { name: "Room menu" });
  await menu.getByRole("switch", { name: "Show what I have seen" }).uncheck();
  await menu.getByRole("button", { name: "Close" }).click();
  await chat.say(ben.page, "At the gate");

  const mark = (page: Page, words: string) =>
    page.locator(".message.mine").getByText(words, { exact: true });
  await mark(anna.page, "Delivered 1/1").waitFor();
  await mark(ben.page, "Delivered 1/1").waitFor();
  equal(await mark(ben.page, "Seen 1").count(), 0);

  await chat.button(ben.page, "Room menu").click();
  await menu.getByRole("switch", { name: "Show what I have seen" }).check();
  await mark(anna.page, "Seen 1").waitFor();
  await mark(ben.page, "Seen 1").waitFor();
});

test("the secret of a link leaves the address bar and is never asked of anybody", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Hare");
  const { link, fragment } = await chat.readInvite(anna.page);

  const ben = await festival.phone();
  const asked: string[] = [];
  ben.context.on("request", (request) => {
    asked.push(request.url().replace(/#.*$/, ""), ...Object.values(request.headers()));
  });
  await ben.page.goto(link);
  await ben.page.getByRole("heading", { level: 1, name: "Camp Hare" }).waitFor();
  await chat.say(ben.page, "Here");
  ok(!ben.page.url().includes("#"), ben.page.url());
  equal(await ben.page.evaluate(() => location.hash), "");
  const [secret = ""] = fragment.split(".");
  ok(secret.length >= 20);
  deepEqual(
    asked.filter((text) => text.includes(secret)),
    [],
  );
  ok(asked.length > 4);
});

test("six wrong words open no room, and the way back is offered", async () => {
  const phone = await festival.phone();
  await phone.page.goto("/");
  await chat.button(phone.page, "Type six words").click();
  const dialog = phone.page.getByRole("dialog", { name: "Type six words" });
  const words = dialog.getByRole("textbox");
  const [word = "", other = ""] = wordList;
  await words.fill(`${word} ${word} ${word} ${word} ${word} zzz`);
  await dialog.getByRole("button", { name: "Join" }).click();
  await dialog.getByText("“zzz” is not one of our words.").waitFor();
  await words.fill(`${word} ${word} ${word} ${word} ${word} ${other}`);
  await dialog.getByRole("button", { name: "Join" }).click();
  await phone.page.getByRole("alert").getByText("No such room here: check the words").waitFor();
  await phone.page.getByRole("button", { name: "Type the words again" }).click();
  await dialog.waitFor();
});
