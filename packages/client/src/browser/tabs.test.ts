import { deepEqual, equal } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { idFromBytes } from "@festival-chat/protocol/wire";
import type { Schedule } from "../link/schedule.ts";
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
  const tabs = createTabs({
    name,
    page,
    locks,
    createChannel,
    isVisible: () => true,
    schedule: never,
    ...rest,
  });
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
  anna.tabs.post({ kind: "settings", room });
  anna.tabs.post({ kind: "connection", state: "{}" });
  await until(() => ben.heard.length === 3);
  deepEqual(ben.heard, [
    { kind: "outbox", room },
    { kind: "settings", room },
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

/** Pauses of a tab that pass when the test says so. */
function createPauses(): { readonly schedule: Schedule; readonly pass: () => Promise<void> } {
  const due = new Set<() => void>();
  return {
    schedule(run) {
      due.add(run);
      return () => due.delete(run);
    },
    async pass() {
      const runs = [...due];
      due.clear();
      for (const run of runs) run();
      for (let i = 0; i < 50; i++) await setImmediate();
    },
  };
}

test("a visible tab takes the lead from one that was suspended with its lock", async () => {
  const name = randomUUID();
  const suspended = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<unknown>();
  await new Promise<void>((resolve) => {
    const held = locks.request(name, () => {
      resolve();
      return suspended.promise;
    });
    held.catch(woken.resolve);
  });
  const pauses = createPauses();
  let visible = false;
  const anna = openTab(name, { schedule: pauses.schedule, isVisible: () => visible });
  await until(() => anna.roles.length === 1);
  for (let i = 0; i < 4; i++) await pauses.pass();
  deepEqual(anna.roles, ["follower"]);
  visible = true;
  for (let i = 0; i < 2; i++) await pauses.pass();
  deepEqual(anna.roles, ["follower", "leader"]);
  await woken.promise;
  anna.tabs.close();
});

test("a leader that was robbed in its sleep follows, and leads again when the other closes", async () => {
  const name = randomUUID();
  const anna = openTab(name);
  await until(() => anna.roles.length === 1);
  const thief = Promise.withResolvers<void>();
  void locks.request(name, { steal: true }, () => thief.promise);
  await until(() => anna.roles.length === 2);
  deepEqual(anna.roles, ["leader", "follower"]);
  thief.resolve();
  await until(() => anna.roles.length === 3);
  equal(anna.roles.at(-1), "leader");
  anna.tabs.close();
});

test("a leader that runs is left in peace", async () => {
  const name = randomUUID();
  const anna = openTab(name);
  await until(() => anna.roles.length === 1);
  const asked = new BroadcastChannel(name);
  let answers = 0;
  asked.addEventListener("message", (event: MessageEvent<unknown>) => {
    answers += Number(JSON.stringify(event.data) === '{"kind":"i-lead"}');
  });
  const pauses = createPauses();
  const ben = openTab(name, { schedule: pauses.schedule });
  await until(() => ben.roles.length === 1);
  for (let i = 1; i <= 3; i++) {
    await until(() => answers >= i);
    await setImmediate();
    await pauses.pass();
    await pauses.pass();
  }
  deepEqual([anna.roles, ben.roles], [["leader"], ["follower"]]);
  asked.close();
  anna.tabs.close();
  ben.tabs.close();
});

test("a message of a tab is parsed, not trusted", () => {
  deepEqual(parseTabMessage({ kind: "entries", room, more: 1 }), { kind: "entries", room });
  equal(parseTabMessage({ kind: "connection", state: 1 }), undefined);
});
