/** A new phone: rooms, name and voice move by a code or six words, once, and the old phone steps back. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import jsqr from "jsqr";
import * as chat from "./chat.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { readPixels } from "./pixels.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Anna's phone with two rooms, and Ben in one of them. */
async function annaAndBen(): Promise<{ readonly anna: Phone; readonly ben: Phone }> {
  const anna = await festival.phone();
  const ben = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  await chat.field(anna.page, "Your name").fill("Anna");
  await chat.say(anna.page, "At the gate");
  await chat.isSent(anna.page, "At the gate");
  const { link } = await chat.readInvite(anna.page);
  await ben.page.goto(link);
  await chat.message(ben.page, "At the gate").waitFor();
  await chat.startRoom(anna.page, "Kitchen");
  await anna.page.getByText("Online").first().waitFor();
  return { anna, ben };
}

async function offer(page: Page) {
  await chat.button(page, "Room menu").click();
  await chat.button(page, "All settings").click();
  await chat.button(page, "Move to another phone").click();
  const dialog = page.getByRole("dialog", { name: "Move to another phone", exact: true });
  await dialog.getByText("Works once, for ten minutes.").waitFor();
  return dialog;
}

/** The two pictures that a dialog shows. */
const pictures = (page: Page): Promise<string> => page.locator(".handover-sign p").innerText();

async function sayYes(oldPhone: Page, newPhone: Page): Promise<void> {
  await newPhone.getByText("Say yes on your other phone.").waitFor();
  await chat.button(oldPhone, "Yes, move everything").waitFor();
  equal(await pictures(oldPhone), await pictures(newPhone));
  await chat.button(oldPhone, "Yes, move everything").click();
}

test("scanned: same name, same rooms, and the old phone steps back", async () => {
  const { anna, ben } = await annaAndBen();
  const dialog = await offer(anna.page);
  const code = dialog.getByRole("img", { name: "QR code", exact: true });
  const picture = await readPixels(anna.context, await code.screenshot());
  const link = jsqr.default(picture.pixels, picture.width, picture.height)?.data ?? "";
  ok(link.startsWith(`${festival.relay.origin}/#h.`), link);

  const fresh = await festival.phone();
  const asked: string[] = [];
  fresh.context.on("request", (request) => asked.push(request.url()));
  await fresh.page.goto(link);
  await fresh.page.getByRole("dialog", { name: "Bring your rooms here?" }).waitFor();
  equal(await fresh.page.evaluate(() => location.hash), "");
  await chat.button(fresh.page, "Bring them here").click();
  await sayYes(anna.page, fresh.page);

  await fresh.page.getByRole("heading", { name: "Same name, same rooms" }).waitFor();
  await fresh.page.getByText("2 rooms are here").waitFor();
  await fresh.page.getByText("You are Anna").waitFor();
  await anna.page.getByRole("dialog", { name: "You’re now on the other phone" }).waitFor();

  await chat.button(fresh.page, "Open my rooms").click();
  const rooms = fresh.page.getByRole("list", { name: "Rooms" });
  await rooms.getByText("Kitchen").waitFor();
  await rooms.getByText("Camp Owl").click();
  await chat.message(fresh.page, /^Anna \(you\), \d\d:\d\d, At the gate, sent$/).waitFor();
  await chat.say(fresh.page, "New phone");
  await chat.message(ben.page, /^Anna, \d\d:\d\d, New phone, sent$/).waitFor();
  deepEqual(
    asked.filter((url) => url.includes("#h.") || url.includes(link.slice(-10))),
    [link].filter((url) => asked.includes(url)),
  );

  // A reload changes nothing; a tap does.
  await anna.page.reload();
  await anna.page.getByRole("dialog", { name: "You’re now on the other phone" }).waitFor();
  await chat.button(anna.page, "Keep using here instead").click();
  await chat.say(anna.page, "Old phone again");
});

test("by six words, typed on the first screen of the new phone", async () => {
  const { anna } = await annaAndBen();
  const dialog = await offer(anna.page);
  const words = await dialog.getByLabel("Words for your other phone", { exact: true }).innerText();
  const fresh = await festival.phone();
  await fresh.page.goto("/");
  await chat.button(fresh.page, "Coming from another phone?").click();
  await fresh.page
    .getByRole("textbox", { name: "Six words" })
    .fill(words.trim().split(/\s+/).join(" "));
  await chat.button(fresh.page, "Bring them here").click();
  await sayYes(anna.page, fresh.page);
  await fresh.page.getByRole("heading", { name: "Same name, same rooms" }).waitFor();
  await chat.button(anna.page, "Remove my rooms from here").click();
  await chat.button(anna.page, "Start a room").waitFor();
  await anna.page.getByText("Rooms you start or join stay here.").waitFor({ state: "attached" });
  equal(await anna.page.getByRole("list", { name: "Rooms" }).count(), 0);
});

test("a phone that somebody does not know gets nothing, and words of a hand-over open no room", async () => {
  const { anna } = await annaAndBen();
  const dialog = await offer(anna.page);
  const words = await dialog.getByLabel("Words for your other phone", { exact: true }).innerText();
  const phrase = words.trim().split(/\s+/).join(" ");

  const stranger = await festival.phone();
  await stranger.page.goto("/");
  await chat.button(stranger.page, "Type six words").click();
  await stranger.page.getByRole("textbox", { name: "Six words" }).fill(phrase);
  await chat.button(stranger.page, "Join").click();
  await stranger.page.getByRole("alert").getByText("No such room here: check the words").waitFor();
  await chat.button(stranger.page, "Remove this room").click();

  await chat.button(stranger.page, "Coming from another phone?").click();
  await stranger.page.getByRole("textbox", { name: "Six words" }).fill(phrase);
  await chat.button(stranger.page, "Bring them here").click();
  await chat.button(anna.page, "No, not mine").click();
  await dialog.getByText("Works once, for ten minutes.").waitFor();
  await anna.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await stranger.page.getByText("This code does not work any more. Ask for a new one.").waitFor();
  equal(await stranger.page.getByRole("list", { name: "Rooms" }).count(), 0);
});
