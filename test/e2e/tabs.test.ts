/** Tabs die and come in numbers: what was written in one is sent exactly once by whoever is left. */
import { deepEqual } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
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

async function twoPhones(): Promise<{ readonly anna: Phone; readonly ben: Phone }> {
  gate = await startGate(() => festival.relay.port);
  return behindAGate(festival, gate);
}

const showsOnly = (page: Page, said: readonly string[]): Promise<void> =>
  until(`exactly ${said.join()}`, async () => {
    const shown = await chat.texts(page);
    return shown.length === said.length && said.every((text, index) => shown[index] === text);
  });

/** Ways in which a tab goes without being asked. */
const deaths: Readonly<Record<string, (phone: Phone) => Promise<void>>> = {
  closed: (phone) => phone.page.close(),
  crashed: async (phone) => {
    const crashed = phone.page.waitForEvent("crash");
    const devtools = await phone.context.newCDPSession(phone.page);
    // The renderer takes the answer with it.
    devtools.send("Page.crash").catch(() => undefined);
    await crashed;
    await phone.page.close();
  },
};
for (const [death, die] of Object.entries(deaths)) {
  test(`a tab ${death} with unsent messages sends them exactly once when it is opened again`, async () => {
    const { anna, ben } = await twoPhones();
    const address = ben.page.url();
    gate.shut();
    await chat.say(ben.page, "One");
    await chat.say(ben.page, "Two");
    await die(ben);

    gate.open();
    const again = await ben.context.newPage();
    await again.goto(address);
    await chat.isSent(again, "Two");
    await showsOnly(again, ["One", "Two"]);
    await showsOnly(anna.page, ["One", "Two"]);
    await chat.say(anna.page, "Three");
    await showsOnly(again, ["One", "Two", "Three"]);
    await showsOnly(anna.page, ["One", "Two", "Three"]);
  });
}

test("two tabs of one phone show the same, both send, and the phone counts once", async () => {
  const { anna, ben } = await twoPhones();
  const second = await ben.context.newPage();
  await second.goto(ben.page.url());
  await second.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();

  await chat.say(ben.page, "By the first tab");
  await chat.message(second, "By the first tab").waitFor();
  await chat.say(second, "By the second tab");
  await chat.isSent(second, "By the second tab");
  await chat.say(anna.page, "By Anna");
  const said = ["By the first tab", "By the second tab", "By Anna"];
  for (const page of [anna.page, ben.page, second]) await showsOnly(page, said);
  await anna.page.locator(".room-head").getByText("2 here", { exact: true }).waitFor();
});

test("when the tab that leads closes, the other one goes on within seconds", async () => {
  const { anna, ben } = await twoPhones();
  const follower = await ben.context.newPage();
  await follower.goto(ben.page.url());
  await follower.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await chat.say(ben.page, "Led by the first");
  await chat.message(follower, "Led by the first").waitFor();
  await ben.page.close();

  await chat.say(follower, "Led by the second");
  await chat.isSent(follower, "Led by the second");
  await chat.say(anna.page, "Heard");
  const said = ["Led by the first", "Led by the second", "Heard"];
  await showsOnly(follower, said);
  await showsOnly(anna.page, said);
});

test("two tabs that write at the same moment lose and double nothing", async () => {
  const { anna, ben } = await twoPhones();
  const second = await ben.context.newPage();
  await second.goto(ben.page.url());
  await second.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  const said: string[] = [];
  for (let round = 1; round <= 3; round++) {
    said.push(`First ${round}`, `Second ${round}`);
    await Promise.all([chat.say(ben.page, `First ${round}`), chat.say(second, `Second ${round}`)]);
  }
  for (const page of [anna.page, ben.page, second]) {
    await until("all of them", async () => (await chat.texts(page)).length >= said.length);
    deepEqual((await chat.texts(page)).sort(), [...said].sort());
  }
});

test("a phone whose browser has thrown everything away starts anew, without a blank page", async () => {
  const { ben } = await twoPhones();
  const address = ben.page.url();
  await chat.say(ben.page, "Before");
  await chat.isSent(ben.page, "Before");
  const devtools = await ben.context.newCDPSession(ben.page);
  await ben.page.goto("about:blank");
  await devtools.send("Storage.clearDataForOrigin", {
    origin: gate.origin,
    storageTypes: "all",
  });
  await ben.page.goto(address);
  await chat.button(ben.page, "Start a room").waitFor();
  await until("the way home", () => new URL(ben.page.url()).pathname === "/");
});
