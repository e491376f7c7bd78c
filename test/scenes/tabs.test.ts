/** Several tabs of one browser: one store, one link, no message twice. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { createMemoryStore, type TabMessage, type Tabs } from "@festival-chat/client";
import { festival, type Phone } from "./festival.ts";

/** A browser that tells its tabs who leads. */
function browser() {
  const open: {
    tabs: Tabs;
    role: (role: "leader" | "follower") => void;
    hear: (message: TabMessage) => void;
  }[] = [];
  const elect = (): void => {
    for (const [i, tab] of open.entries()) tab.role(i === 0 ? "leader" : "follower");
  };
  return {
    openTab(): Tabs {
      const tab = {
        role: (_role: "leader" | "follower"): void => undefined,
        hear: (_message: TabMessage): void => undefined,
      };
      const tabs: Tabs = {
        onRole(listener) {
          tab.role = listener;
          queueMicrotask(elect);
        },
        post(message) {
          for (const other of open) {
            if (other.tabs !== tabs) queueMicrotask(() => other.hear(message));
          }
        },
        onMessage(listener) {
          tab.hear = listener;
        },
        close() {
          const index = open.findIndex((other) => other.tabs === tabs);
          if (index >= 0) open.splice(index, 1);
          queueMicrotask(elect);
        },
      };
      open.push({
        tabs,
        role: (role) => tab.role(role),
        hear: (message) => tab.hear(message),
      });
      return tabs;
    },
  };
}

async function twoTabs() {
  const scene = festival();
  const { openTab } = browser();
  const store = createMemoryStore({ durable: true });
  const shared = { ...store, close: () => Promise.resolve() };
  const leader = await scene.phone("Anna", { store: shared, tabs: openTab() });
  const room = await leader.client.createRoom("Camp");
  await scene.until(() => leader.client.connection.kind === "online");
  const follower = await scene.phone("Anna again", { store: shared, tabs: openTab() });
  const same = follower.client.room(room.id);
  ok(same);
  await scene.pass(100);
  const ben = await scene.phone("Ben");
  const joined = await ben.client.join(room.link);
  ok(joined.ok);
  await scene.until(() => joined.value.membership.kind === "joined");
  return { scene, leader, follower, ben, room, same, bens: joined.value };
}

const dials = (...phones: readonly Phone[]): number =>
  phones.reduce((sum, phone) => sum + phone.dials.length, 0);

test("one tab owns the link; the other shows what it stores and how it stands", async () => {
  const { scene, leader, follower, bens, same } = await twoTabs();
  equal(dials(follower), 0);
  equal(dials(leader), 1);
  deepEqual(follower.client.connection, { kind: "online", slow: false });
  await bens.send("hello tabs");
  await scene.until(() => same.messages().length === 1);
});

test("what is written in a tab without a link is sent by the one that has it", async () => {
  const { scene, follower, bens, room, same } = await twoTabs();
  const sent = await same.send("from the other tab");
  ok(sent.ok);
  await scene.until(() => same.messages().length === 1);
  deepEqual(follower.texts(same), ["from the other tab"]);
  await scene.until(() => bens.messages().length === 1);
  await scene.until(() => same.messages()[0]?.state === "sent");
  equal(room.messages()[0]?.mine, true);
  await scene.pass(5_000);
  equal(bens.messages().length, 1);
});

test("when the tab with the link closes, the other one takes over and sends what is stored", async () => {
  const { scene, leader, follower, bens, same } = await twoTabs();
  leader.goOffline();
  await scene.pass(100);
  await same.send("one");
  await same.send("two");
  await scene.pass(100);
  await leader.client.close();
  await scene.until(() => bens.messages().length === 2, 3_000);
  equal(dials(follower), 1);
  await scene.until(() => same.messages().every(({ state }) => state === "sent"));
  await bens.send("still there?");
  await scene.until(() => same.messages().length === 3);
});

test("two tabs that write at once never take the same place in a chain", async () => {
  const { scene, bens, room, same } = await twoTabs();
  for (let i = 0; i < 10; i++) await Promise.all([room.send(`a ${i}`), same.send(`b ${i}`)]);
  await scene.until(() => bens.messages().length === 20);
  equal(
    bens.messages().some(({ equivocal }) => equivocal),
    false,
  );
  await scene.until(() => same.messages().every(({ state }) => state === "sent"));
  deepEqual(
    same.messages().map(({ id }) => id),
    bens.messages().map(({ id }) => id),
  );
});

test("a name chosen in one tab is the name in the other", async () => {
  const { scene, room, same } = await twoTabs();
  await same.setName("Anna");
  await scene.pass(100);
  equal(room.myName, "Anna");
});

test("a room that is left in one tab is gone in the other", async () => {
  const { scene, leader, follower, same } = await twoTabs();
  await follower.client.leave(same.id);
  await scene.pass(100);
  equal(leader.client.rooms().length, 0);
});
