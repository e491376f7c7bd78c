/** A dead zone: what is written waits on the phone, what was read stays readable, nothing is sent twice. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { behindAGate } from "./behind-a-gate.ts";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";

let festival: Festival;
let gate: Gate;
before(async () => {
  festival = await startFestival();
});
after(() => festival.end());
afterEach(async () => {
  try {
    await festival.goHome();
  } finally {
    await gate.close();
  }
});

/** Anna, who has said something, and Ben, who has read it. */
async function twoPhones(): Promise<{ readonly anna: Phone; readonly ben: Phone }> {
  gate = await startGate(() => festival.relay.port);
  const phones = await behindAGate(festival, gate);
  await chat.say(phones.anna.page, "At the bar");
  await chat.message(phones.ben.page, "At the bar").waitFor();
  return phones;
}

const saved = /Saved on this phone|saved on this phone/;

test("a message without signal is saved, and sent exactly once when the signal is back", async () => {
  const { anna, ben } = await twoPhones();
  // The browser knows as well, as it does when a mast is out of sight.
  gate.shut();
  await ben.context.setOffline(true);
  await until("the phone says it has no signal", async () => {
    return (await chat.connection(ben.page).textContent()) === "No signal · messages wait here";
  });
  await chat.say(ben.page, "Find me at the oak");
  await chat.message(ben.page, /Find me at the oak, saved on this phone$/).waitFor();
  await ben.page.locator(".delivery").getByText(saved).first().waitFor();
  await chat.say(anna.page, "Where are you?");

  gate.open();
  await ben.context.setOffline(false);
  await chat.isSent(ben.page, "Find me at the oak");
  await chat.message(anna.page, "Find me at the oak").waitFor();
  await chat.message(ben.page, "Where are you?").waitFor();
  await chat.isOnline(ben.page);
  for (const { page } of [anna, ben]) {
    deepEqual((await chat.texts(page)).sort(), [
      "At the bar",
      "Find me at the oak",
      "Where are you?",
    ]);
  }
  deepEqual(await chat.texts(anna.page), await chat.texts(ben.page));
});

test("a link that swallows everything is found out, and the message is sent exactly once", async () => {
  const { anna, ben } = await twoPhones();
  gate.stall();
  await chat.say(ben.page, "Can you hear me");
  await until("the phone has found out", async () => {
    return (await chat.connection(ben.page).textContent()) !== "Online";
  });
  gate.open();
  await chat.isSent(ben.page, "Can you hear me");
  await chat.message(anna.page, "Can you hear me").waitFor();
  deepEqual(await chat.texts(anna.page), ["At the bar", "Can you hear me"]);
  deepEqual(await chat.texts(ben.page), ["At the bar", "Can you hear me"]);
});

test("the app opens without signal, shows the room and what was said, and takes a message", async () => {
  const { anna, ben } = await twoPhones();
  await chat.worksOffline(ben.page);
  // What the page had fetched already was not fetched again to be kept.
  const asked =
    gate
      .heard()
      .toString("latin1")
      .match(/(?<=GET )\/assets\/\S+/g) ?? [];
  ok(asked.length > 20);
  deepEqual(asked, [...new Set(asked)]);
  gate.shut();
  await ben.context.setOffline(true);
  await ben.page.reload();
  await ben.page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await chat.message(ben.page, "At the bar").waitFor();
  // Drawn from what the phone has: the fonts and scripts came from the service worker.
  ok(await ben.page.evaluate(() => navigator.serviceWorker.controller !== null));
  await chat.say(ben.page, "Written in the dark");
  await chat.message(ben.page, /Written in the dark, saved on this phone$/).waitFor();

  // Every dialog is on the phone as well.
  const invite = await chat.readInvite(ben.page);
  equal(invite.words.split(" ").length, 6);

  gate.open();
  await ben.context.setOffline(false);
  await chat.isSent(ben.page, "Written in the dark");
  await chat.message(anna.page, "Written in the dark").waitFor();
  deepEqual(await chat.texts(anna.page), ["At the bar", "Written in the dark"]);
});

test("a draft outlives the page it was typed in", async () => {
  const { ben } = await twoPhones();
  await chat.composer(ben.page).fill("Half a sentence");
  await ben.page.reload();
  await ben.page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  equal(await chat.composer(ben.page).inputValue(), "Half a sentence");
});

test("what could not go for six hours says so, and is deleted or sent again", async () => {
  const { anna, ben } = await twoPhones();
  const { page } = ben;
  await page.clock.install();
  await page.reload();
  await chat.message(page, "At the bar").waitFor();
  await chat.isOnline(page);
  gate.shut();
  await chat.say(page, "At the oak");
  await chat.say(page, "No, at the fish");
  const told = page.getByText("Couldn’t send for 6 hours.");
  await page.clock.fastForward("05:59:00");
  equal(await told.count(), 0, "no signal is no failure");
  await page.clock.fastForward("02:00");
  await until("both say so", async () => (await told.count()) === 2);
  await chat.message(page, "No, at the fish").getByRole("button", { name: "Delete" }).click();
  await chat.message(page, "No, at the fish").waitFor({ state: "detached" });
  gate.open();
  await chat.button(page, "Send again").click();
  await chat.isSent(page, "At the oak");
  await chat.message(anna.page, "At the oak").waitFor();
  deepEqual(await chat.texts(anna.page), ["At the bar", "At the oak"]);
});

test("a phone that stood still in a pocket catches up when it goes on", async () => {
  const { anna, ben } = await twoPhones();
  await ben.page.evaluate("globalThis.ticks = 0; setInterval(() => (ticks += 1), 20)");
  const devtools = await ben.context.newCDPSession(ben.page);
  // As a phone does it: between two statements, with every timer and every answer waiting.
  const stopped = new Promise<string>((resolve) => {
    devtools.once("Debugger.paused", ({ callFrames }) => resolve(callFrames[0]?.callFrameId ?? ""));
  });
  await devtools.send("Debugger.enable");
  await devtools.send("Debugger.pause");
  const callFrameId = await stopped;
  const ticks = async (): Promise<unknown> =>
    (await devtools.send("Debugger.evaluateOnCallFrame", { callFrameId, expression: "ticks" }))
      .result.value;
  const before = await ticks();
  gate.shut();
  await chat.say(anna.page, "Said meanwhile");
  await chat.isSent(anna.page, "Said meanwhile");
  gate.open();
  equal(await ticks(), before, "nothing of the page ran");
  await devtools.send("Debugger.disable");
  await chat.message(ben.page, "Said meanwhile").waitFor();

  // What its line said is old, and what it will say is not known yet.
  const line = ben.page.locator(".connection .words");
  const shown = await line.evaluate(async (words) => {
    document.dispatchEvent(new Event("visibilitychange"));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return getComputedStyle(words).visibility;
  });
  equal(shown, "hidden");
  await line.waitFor({ state: "visible" });
});
