import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import type { Config, ConfigProblem } from "../config.ts";
import { parseConfig } from "../config.ts";
import { createMemoryStore } from "../store/memory.ts";
import { createSettings } from "./settings.ts";

const origin = "https://chat.example";

function configOf(eventTag: string): Config {
  const text = JSON.stringify({ environment: "production", eventTag });
  const settings = parseConfig(text, origin);
  if (!settings.ok) throw new Error("bad config");
  return { settings: settings.value, text };
}

/** Settings whose relay gives these answers, one after the other. */
function scene(answers: Result<Config, ConfigProblem>[], store = createMemoryStore()) {
  const used: string[] = [];
  const heard: (string | undefined)[] = [];
  let asked = 0;
  const settings = createSettings({
    origin,
    store,
    load: () => {
      asked += 1;
      const answer = answers.shift();
      return answer === undefined ? new Promise(() => {}) : Promise.resolve(answer);
    },
    configure: ({ eventTag }) => used.push(eventTag),
    answered: (answer) => heard.push(answer.ok ? "settings" : answer.error.kind),
  });
  return { settings, store, used, heard, asked: () => asked };
}

test("the last good answer serves a start without network", async () => {
  const first = scene([ok(configOf("meadow"))]);
  first.settings.refresh();
  await setImmediate();
  const second = scene([err({ kind: "offline" })], first.store.snapshot());
  await second.settings.recall();
  second.settings.refresh();
  await setImmediate();
  deepEqual(second.used, ["meadow"]);
  deepEqual(second.heard, ["offline"]);
});

test("a question that failed is asked again, one that was answered is not", async () => {
  const { settings, used, heard, asked } = scene([
    err({ kind: "captive-portal" }),
    ok(configOf("meadow")),
  ]);
  for (let i = 0; i < 4; i++) {
    settings.refresh();
    settings.refresh();
    await setImmediate();
  }
  equal(asked(), 2);
  deepEqual(used, ["meadow"]);
  deepEqual(heard, ["captive-portal", "settings"]);
});

test("what was remembered never replaces what the relay has just said", async () => {
  const first = scene([ok(configOf("old"))]);
  first.settings.refresh();
  await setImmediate();
  const second = scene([ok(configOf("new"))], first.store.snapshot());
  const recalled = second.settings.recall();
  second.settings.refresh();
  await recalled;
  await setImmediate();
  equal(second.used.at(-1), "new");
});

test("a remembered text that this version cannot read is no reason to stop", async () => {
  const store = createMemoryStore();
  await store.commit([{ kind: "putSetting", key: "config", value: "{" }]);
  const { settings, used } = scene([ok(configOf("meadow"))], store);
  await settings.recall();
  deepEqual(used, []);
  settings.refresh();
  await setImmediate();
  deepEqual(used, ["meadow"]);
});

test("settings are in use even where they cannot be remembered", async () => {
  const { settings, store, used, heard } = scene([ok(configOf("meadow"))]);
  store.failCommits("denied", 1);
  settings.refresh();
  await setImmediate();
  deepEqual(used, ["meadow"]);
  deepEqual(heard, ["settings"]);
});

test("whoever needs the event's settings waits for the first answer, and never longer", async () => {
  const late = scene([err({ kind: "late" }), ok(configOf("meadow"))]);
  const before: string[] = [];
  // An answer that says nothing ends the wait as well.
  await late.settings.known();
  deepEqual(late.used, before);
  await late.settings.known();
  deepEqual(late.used, ["meadow"]);
  const again = scene([], late.store.snapshot());
  void again.settings.recall();
  await again.settings.known();
  deepEqual([again.used, again.asked()], [["meadow"], 0]);
});
