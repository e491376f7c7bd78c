/** What somebody hears who does not look at the screen: messages in order, news in few sentences. */
import { deepEqual, match, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Client, Room } from "@festival-chat/client";
import { createNodeClient } from "@festival-chat/client/node";
import * as chat from "./chat.ts";
import { eventually, until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";

let festival: Festival;
let gate: Gate;
const friends: Friend[] = [];
before(async () => {
  festival = await startFestival();
  gate = await startGate(() => festival.relay.port);
});
afterEach(async () => {
  for (const { client } of friends.splice(0)) await client.close();
  await festival.goHome();
});
after(async () => {
  await gate.close();
  await festival.end();
});

test("every control has the name that readers and helpers rely on", async () => {
  const { page } = await festival.phone();
  await page.goto("/");
  for (const name of ["Start a room", "Scan a code", "Type six words"]) {
    await chat.button(page, name).waitFor();
  }
  await chat.startRoom(page, "Camp Owl");
  for (const name of ["Back", "Invite", "Send"]) await chat.button(page, name).waitFor();
  for (const name of ["Your name", "Message"]) await chat.field(page, name).waitFor();
  await chat.connection(page).waitFor({ state: "attached" });
  await chat.say(page, "Hello");
  await chat.messages(page).waitFor();
  await chat.button(page, "Invite").click();
  const dialog = page.getByRole("dialog", { name: "Invite", exact: true });
  await dialog.getByRole("img", { name: "QR code", exact: true }).waitFor();
  const link = dialog.getByRole("textbox", { name: "Room link", exact: true });
  ok(await link.evaluate((element) => element.hasAttribute("readonly")));
  match(
    await dialog.getByLabel("Room words", { exact: true }).innerText(),
    /^\s*(?:[a-z]+\s*){6}$/,
  );
});

test("the tree that readers walk has messages oldest first, each with author, time, text and state", async () => {
  const { page } = await festival.phone();
  await chat.startRoom(page, "Camp Owl");
  await chat.field(page, "Your name").fill("Anna");
  for (const words of ["First", "Second", "Third"]) {
    await chat.say(page, words);
    await chat.isSent(page, words);
  }
  const tree = await chat.messages(page).ariaSnapshot();
  const articles = [...tree.matchAll(/article "([^"]+)"/g)].map(([, name]) => name ?? "");
  const expected = ["First", "Second", "Third"].map(
    (words) => new RegExp(`^Anna \\(you\\), \\d\\d:\\d\\d, ${words}, sent$`),
  );
  deepEqual(articles.length, expected.length, tree);
  for (const [index, pattern] of expected.entries()) match(articles[index] ?? "", pattern);
});

/** Somebody without a screen who is in the room. */
interface Friend {
  readonly client: Client;
  readonly room: Room;
}

async function befriend(link: string): Promise<Friend> {
  const made = createNodeClient({ origin: festival.relay.origin });
  if (!made.ok) throw new Error(made.error.what);
  await made.value.open();
  const joined = await made.value.join(link);
  if (!joined.ok) throw new Error(joined.error.kind);
  return { client: made.value, room: joined.value };
}

test("fifty messages at once are news in at most three sentences, one a second", async () => {
  const { page, context } = await festival.phone();
  await chat.startRoom(page, "Camp Owl", gate.origin);
  const { link } = await chat.readInvite(page);
  await chat.say(page, "Ready");
  await chat.isSent(page, "Ready");
  await page.evaluate(() => {
    const said: string[] = [];
    Reflect.set(globalThis, "said", said);
    const region = document.querySelector(".visually-hidden[aria-live=polite]");
    if (region === null) throw new Error("nothing is live");
    const listen = (): void => {
      const words = region.textContent;
      if (words !== "" && words !== said.at(-1)) said.push(words);
    };
    new MutationObserver(listen).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  gate.shut();
  await context.setOffline(true);
  friends.push(...(await Promise.all(Array.from({ length: 5 }, () => befriend(link)))));
  // Ten each: what the relay takes from one phone at once.
  for (const { room } of friends) {
    for (let count = 0; count < 10; count++) await room.send(`Message ${count}`);
  }
  await until("all of them sent", () =>
    friends.every(({ room }) =>
      room.messages().every((message) => message.state === "sent" || !message.mine),
    ),
  );
  gate.open();
  await context.setOffline(false);
  await until("all of them shown", async () => (await chat.texts(page)).length === 51);
  const said = await eventually("news of all fifty", async () => {
    const sentences = await page.evaluate((): string[] => Reflect.get(globalThis, "said"));
    const counts = sentences.map((sentence) => /^(\d+) new messages, last from \S/.exec(sentence));
    // Somebody alone in a sentence is told by what was said.
    const heard = counts.reduce((sum, found) => sum + Number(found?.[1] ?? 1), 0);
    return heard >= 50 ? sentences : undefined;
  });
  ok(said.length <= 3, said.join(" | "));
});
