/** What a host does, on three phones: everybody sees it, and whoever is removed hears nothing more. */
import { equal, match, notEqual, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { forgeActs } from "./forger.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

/** A dialog that the room's menu leads to. */
async function open(page: Page, name: "People" | "Host tools") {
  await chat.button(page, "Room menu").click();
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
  await dialog(page, name).waitFor();
  return dialog(page, name);
}

async function shut(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Three phones in one room; each has said hello, and the first is host. */
async function camp() {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);
  const ben = await festival.phone();
  const zed = await festival.phone();
  const all = [
    { ...anna, name: "Anna" },
    { ...ben, name: "Ben" },
    { ...zed, name: "Zed" },
  ];
  for (const { page, name } of all) {
    if (name !== "Anna") await page.goto(link);
    await chat.field(page, "Your name").fill(name);
    await chat.say(page, `hello from ${name}`);
    await chat.isSent(page, `hello from ${name}`);
  }
  for (const { page } of all) await chat.message(page, "hello from Zed").waitFor();
  return { anna: anna.page, ben: ben.page, zed: zed.page, link };
}

test("a room named anew has its new name on every phone at once", async () => {
  const { anna, ben, zed } = await camp();
  const tools = await open(anna, "Host tools");
  await tools.getByRole("textbox", { name: "Room name", exact: true }).fill("Camp Night Owl");
  await tools.getByRole("button", { name: "Save", exact: true }).click();
  await shut(anna);
  for (const page of [anna, ben, zed]) {
    await page.getByRole("heading", { level: 1, name: "Camp Night Owl" }).waitFor();
  }
  await zed.reload();
  await zed.getByRole("heading", { level: 1, name: "Camp Night Owl" }).waitFor();
  equal(await chat.button(ben, "Room menu").count(), 1);
  await chat.button(ben, "Room menu").click();
  equal(await ben.getByRole("button", { name: "Host tools", exact: true }).count(), 0);
});

test("what the host removes is gone for everybody and says by whom", async () => {
  const { anna, ben, zed } = await camp();
  await chat.say(zed, "something bad");
  await chat.message(anna, "something bad").click({ button: "right" });
  const actions = dialog(anna, "Message actions");
  await actions.getByRole("button", { name: "Remove for everyone" }).click();
  await anna
    .getByRole("dialog")
    .getByRole("button", { name: "Remove for everyone", exact: true })
    .click();
  for (const page of [anna, ben, zed]) {
    await chat.message(page, "Removed by the host").waitFor();
    equal(await chat.message(page, "something bad").count(), 0);
  }
});

test("[H1] what a member does in the host's name changes nothing", async () => {
  const { anna, ben, zed, link } = await camp();
  await forgeActs(link, [
    { op: "close" },
    { op: "lock", locked: true },
    { op: "slow-mode", seconds: 60 },
  ]);
  // What comes after it was read after it.
  await chat.say(zed, "after the forgery");
  for (const page of [anna, ben]) {
    await chat.message(page, "after the forgery").waitFor();
    await chat.composer(page).waitFor();
    equal(await page.getByText(/The host|This room is closed/).count(), 0);
  }
  await chat.say(ben, "one");
  await chat.say(ben, "two");
});

test("slow mode holds back all but the host, and a lock takes the field away", async () => {
  const { anna, ben } = await camp();
  const tools = await open(anna, "Host tools");
  await tools.getByRole("radio", { name: "1 min" }).check();
  await chat.composer(ben).click();
  await ben.getByText(/You can write again in \d+ s/).waitFor();
  await ben.getByText("The host turned slow mode on: 60 s").waitFor();
  await chat.composer(ben).fill("too soon");
  await chat.button(ben, "Send").click();
  equal(await chat.composer(ben).inputValue(), "too soon");
  equal(await chat.message(ben, "too soon").count(), 0);
  await tools.getByRole("radio", { name: "Off" }).check();
  await ben.getByText(/You can write again/).waitFor({ state: "detached" });
  await chat.button(ben, "Send").click();
  await chat.isSent(ben, "too soon");
  await tools.getByRole("switch", { name: "Only I can write" }).click();
  await ben.getByText("Only the host writes here now").waitFor();
  equal(await chat.composer(ben).count(), 0);
  await shut(anna);
  await chat.say(anna, "listen");
  await chat.message(ben, "listen").waitFor();
});

test("T31: who is removed stays behind, and everybody else goes on with a new code", async () => {
  const { anna, ben, zed, link } = await camp();
  const people = await open(anna, "People");
  await people.getByRole("button", { name: /Zed/ }).click();
  await dialog(anna, "About Zed").getByRole("button", { name: "Remove from the room" }).click();
  const question = dialog(anna, "Remove Zed?");
  await question.getByText("People who never wrote here need the new code.").waitFor();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await anna.getByText("Zed can’t read new messages").waitFor();

  await ben.getByRole("button", { name: "Go to the new room" }).click();
  await ben.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await zed.getByText("You were removed from this room").waitFor();

  await chat.say(anna, "Zed does not hear this");
  await chat.message(ben, "Zed does not hear this").waitFor();
  await chat.say(ben, "and I am still Ben");
  await chat.message(anna, /^Ben, .*and I am still Ben/).waitFor();
  // What was said before is one tap away, and the old room leads back.
  await ben.getByRole("button", { name: "Earlier messages" }).click();
  await chat.message(ben, "hello from Zed").waitFor();
  await ben.getByText("The host removed Zed").waitFor();
  await ben.getByText("This room moved", { exact: true }).waitFor();
  await ben.getByRole("button", { name: "Go to the new room" }).click();
  await chat.message(ben, "and I am still Ben").waitFor();
  const next = await chat.readInvite(anna);
  notEqual(next.link, link);
  equal(next.link.split(".").at(-1), link.split(".").at(-1));

  // The old code leads to the old room, which Zed has and where nobody speaks.
  await zed.goto(link);
  await zed.getByText("You were removed from this room").waitFor();
  await zed.reload();
  await until("Zed's phone is settled", async () => (await chat.texts(zed)).length >= 3);
  ok(!(await chat.texts(zed)).join().includes("Zed does not hear this"));
});

test("a room closes after ten seconds in which its host can think better of it", async () => {
  const { page: anna } = await festival.phone();
  await anna.clock.install();
  await chat.startRoom(anna, "Camp Owl");
  const ask = async () => {
    const tools = await open(anna, "Host tools");
    await tools.getByRole("button", { name: "Close this room", exact: true }).click();
    const question = dialog(anna, "Close this room?");
    await question.getByRole("button", { name: "Close for good" }).click();
    await question.getByRole("timer").waitFor();
    return question;
  };
  const question = await ask();
  await anna.clock.runFor(5_000);
  match((await question.getByRole("timer").textContent()) ?? "", /This room closes in [3-7] s/);
  await question.getByRole("button", { name: "Keep it open" }).click();
  await anna.clock.runFor(20_000);
  await question.getByRole("button", { name: "Close for good" }).waitFor();
  await shut(anna);
  await chat.field(anna, "Message").waitFor();
  const again = await ask();
  await anna.clock.runFor(15_000);
  await again.waitFor({ state: "detached" });
  await anna.getByText("This room is closed").waitFor();
});
