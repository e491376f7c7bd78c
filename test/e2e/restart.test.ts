/** The relay dies in mid-sentence. Phones notice, wait, come back, and bring what it lost. */
import { deepEqual } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

async function twoPhones(
  room: string,
): Promise<{ readonly anna: Phone; readonly ben: Phone; readonly link: string }> {
  const anna = await festival.phone();
  const ben = await festival.phone();
  await chat.startRoom(anna.page, room);
  const { link } = await chat.readInvite(anna.page);
  await ben.page.goto(link);
  await ben.page.getByRole("heading", { level: 1, name: room }).waitFor();
  return { anna, ben, link };
}

/** Both phones show the same texts in the same order, these and no others. */
async function converge(phones: readonly Phone[], said: readonly string[]): Promise<void> {
  for (const { page } of phones) {
    await until(
      `all of ${said.join()}`,
      async () => (await chat.texts(page)).length >= said.length,
    );
  }
  const [first, ...others] = await Promise.all(phones.map(({ page }) => chat.texts(page)));
  deepEqual([...(first ?? [])].sort(), [...said].sort());
  for (const other of others) deepEqual(other, first);
}

test("a relay killed in mid-sentence loses nothing, and both phones converge", async () => {
  const { anna, ben } = await twoPhones("Camp Owl");
  const said = ["Before, by Anna", "Before, by Ben"];
  await chat.say(anna.page, "Before, by Anna");
  await chat.say(ben.page, "Before, by Ben");
  for (const round of ["one", "two", "three"]) {
    const [anna1, ben1] = [`Into kill ${round}, Anna`, `Into kill ${round}, Ben`];
    // Nobody waits for an acknowledgement: the kill falls between storing and saying so, or before.
    await Promise.all([
      chat.say(anna.page, anna1),
      chat.say(ben.page, ben1),
      festival.relay.kill(),
    ]);
    await chat.say(anna.page, `While away ${round}`);
    said.push(anna1, ben1, `While away ${round}`);
    await festival.relay.start();
  }
  for (const words of said) {
    await chat.message(anna.page, words).waitFor();
    await chat.message(ben.page, words).waitFor();
  }
  await chat.isSent(anna.page, "While away three");
  await converge([anna, ben], said);
});

test("a relay that lost its disk is healed by the phones, and a newcomer reads it all", async () => {
  const { anna, ben, link } = await twoPhones("Camp Fox");
  const said = ["First, by Anna", "Second, by Ben", "Third, by Anna"];
  await chat.say(anna.page, "First, by Anna");
  await chat.message(ben.page, "First, by Anna").waitFor();
  await chat.say(ben.page, "Second, by Ben");
  await chat.message(anna.page, "Second, by Ben").waitFor();
  await chat.say(anna.page, "Third, by Anna");
  await chat.isSent(anna.page, "Third, by Anna");

  await festival.relay.kill();
  await festival.relay.forget();
  await festival.relay.start();

  await chat.isOnline(anna.page);
  await chat.isOnline(ben.page);
  const cem = await festival.phone();
  await cem.page.goto(link);
  for (const words of said) {
    // Phones wait a random while, so that not all of them bring the same at once.
    await chat.message(cem.page, words).waitFor({ timeout: 60_000 });
  }
  await converge([anna, ben, cem], said);
});
