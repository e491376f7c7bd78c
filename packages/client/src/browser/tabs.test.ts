import { deepEqual, equal } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { idFromBytes } from "@festival-chat/protocol/wire";
import type { TabMessage, Tabs } from "../ports.ts";
import { createTabs, parseTabMessage, type TabsOptions } from "./tabs.ts";

const room = idFromBytes("RoomId", new Uint8Array(16));
const { locks } = globalThis.navigator;
const never = () => () => {};
const atOnce: NonNullable<TabsOptions["schedule"]> = (run) => {
  queueMicrotask(run);
  return () => {};
};

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > 100_000) throw new Error("never happened");
    await setImmediate();
  }
}

interface Tab {
  readonly tabs: Tabs;
  readonly page: EventTarget;
  readonly roles: string[];
  readonly heard: TabMessage[];
}

function openTab(name: string, rest: Partial<TabsOptions> = {}): Tab {
  const page = new EventTarget();
  const roles: string[] = [];
  const heard: TabMessage[] = [];
  const createChannel = (): BroadcastChannel => new BroadcastChannel(name);
  const tabs = createTabs({ name, page, locks, createChannel, schedule: never, ...rest });
  tabs.onRole((role) => roles.push(role));
  tabs.onMessage((message) => heard.push(message));
  return { tabs, page, roles, heard };
}

test("one of three tabs leads, and when it closes exactly one other takes over", async () => {
  const name = randomUUID();
  const tabs = [openTab(name), openTab(name), openTab(name)];
  await until(() => tabs.every((tab) => tab.roles.length === 1));
  const leaders = () => tabs.filter((tab) => tab.roles.at(-1) === "leader");
  equal(leaders().length, 1);
  const [first] = leaders();
  first?.tabs.close();
  tabs.splice(
    tabs.findIndex((tab) => tab === first),
    1,
  );
  await until(() => leaders().length === 1);
  for (const tab of tabs) tab.tabs.close();
});

test("tabs hear each other, and nothing of what they do not know", async () => {
  const name = randomUUID();
  const [anna, ben] = [openTab(name), openTab(name)];
  const other = new BroadcastChannel(name);
  for (const junk of [null, 7, "x", { kind: "room", room: "zz" }, { kind: "newer" }, [1]]) {
    other.postMessage(junk);
  }
  anna.tabs.post({ kind: "outbox", room });
  anna.tabs.post({ kind: "connection", state: "{}" });
  await until(() => ben.heard.length === 2);
  deepEqual(ben.heard, [
    { kind: "outbox", room },
    { kind: "connection", state: "{}" },
  ]);
  deepEqual(anna.heard, []);
  other.close();
  anna.tabs.close();
  ben.tabs.close();
  ben.tabs.post({ kind: "room", room });
});

test("every tab leads where locks or channels are missing, throw, reject or hang", async () => {
  const broken: Partial<TabsOptions>[] = [
    { locks: undefined },
    { createChannel: undefined },
    {
      createChannel: () => {
        throw new DOMException("", "SecurityError");
      },
    },
    {
      locks: {
        request: () => {
          throw new DOMException("", "SecurityError");
        },
      },
    },
    { locks: { request: () => Promise.reject(new DOMException("", "InvalidStateError")) } },
    { locks: { request: () => new Promise<never>(() => {}) }, schedule: atOnce },
  ];
  const name = randomUUID();
  for (const rest of broken) {
    const tabs = [openTab(name, rest), openTab(name, rest)];
    await until(() => tabs.every((tab) => tab.roles.length > 0));
    deepEqual(
      tabs.map((tab) => tab.roles),
      [["leader"], ["leader"]],
    );
    for (const tab of tabs) tab.tabs.close();
  }
});

test("a page that hides lets the other lead, and follows when it comes back", async () => {
  const name = randomUUID();
  const anna = openTab(name);
  await until(() => anna.roles.length === 1);
  const ben = openTab(name);
  await until(() => ben.roles.length === 1);
  anna.page.dispatchEvent(new Event("pagehide"));
  await until(() => ben.roles.length === 2);
  anna.page.dispatchEvent(new Event("pageshow"));
  await setImmediate();
  deepEqual(anna.roles, ["leader", "follower"]);
  deepEqual(ben.roles, ["follower", "leader"]);
  ben.tabs.close();
  await until(() => anna.roles.length === 3);
  equal(anna.roles.at(-1), "leader");
  anna.tabs.close();
});

test("a page that hid before its lock was granted never leads", async () => {
  let grant: LockGrantedCallback<unknown> | undefined;
  const slow: TabsOptions["locks"] = {
    request: (_name: string, ...rest: unknown[]) => {
      const callback = rest.at(-1);
      if (typeof callback === "function") grant = (lock) => Reflect.apply(callback, null, [lock]);
      return new Promise<never>(() => {});
    },
  };
  const anna = openTab(randomUUID(), { locks: slow });
  anna.page.dispatchEvent(new Event("pagehide"));
  await grant?.({ name: "", mode: "exclusive" });
  await setImmediate();
  deepEqual(anna.roles, ["follower"]);
  anna.tabs.close();
});

test("a message of a tab is parsed, not trusted", () => {
  deepEqual(parseTabMessage({ kind: "entries", room, more: 1 }), { kind: "entries", room });
  equal(parseTabMessage({ kind: "connection", state: 1 }), undefined);
});
