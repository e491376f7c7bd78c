import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { limits } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import type { RoomEffect } from "./effect.ts";
import { ownEntry } from "./entry.fixture.ts";
import { createHeal } from "./heal.ts";

const ids = (count: number) => Array.from({ length: count }, (_, i) => ownEntry(`held ${i}`).id);
const offered = (effects: readonly RoomEffect[]): number =>
  effects.reduce(
    (sum, effect) =>
      sum + (effect.kind === "send" && effect.frame.kind === "have" ? effect.frame.ids.length : 0),
    0,
  );

test("[S8] after a random while everything held is offered, and then it is done", () => {
  const heal = createHeal(() => 0.5);
  deepEqual(heal.begin(ids(3)), [{ kind: "keepHealing", healing: true }]);
  equal(heal.deadline(), undefined);
  heal.ready(1, false, 0);
  equal(heal.deadline(), bounds.healMillis / 2);
  deepEqual(heal.wake(bounds.healMillis / 2 - 1, 0), []);
  equal(offered(heal.wake(bounds.healMillis / 2, 0)), 3);
  heal.answered();
  deepEqual(heal.wake(bounds.healMillis, 0), [{ kind: "keepHealing", healing: false }]);
  equal(heal.state.kind, "whole");
});

test("[S8] what another member brought meanwhile is not offered again", () => {
  const heal = createHeal(() => 0.9);
  const held = ids(5);
  heal.begin(held);
  heal.ready(1, false, 0);
  for (const id of held.slice(1)) heal.seen(id);
  equal(offered(heal.wake(bounds.healMillis, 0)), 1);
});

test("the only member, and one whose own words wait, begins at once", () => {
  const heal = createHeal(() => 0.999);
  heal.begin(ids(1));
  heal.ready(1, true, 0);
  ok((heal.deadline() ?? Infinity) <= bounds.healAloneMillis);
});

test("many ids are offered a frame at a time, each after the one before was brought", () => {
  const heal = createHeal(() => 0);
  heal.begin(ids(limits.haveIds + 10));
  heal.ready(1, false, 0);
  equal(offered(heal.wake(0, 0)), limits.haveIds);
  heal.answered();
  equal(offered(heal.wake(bounds.healPauseMillis, 200)), 0);
  equal(offered(heal.wake(2 * bounds.healPauseMillis, 0)), 10);
});

test("a relay that does not answer an offer holds healing up for a while only", () => {
  const heal = createHeal(() => 0);
  heal.begin(ids(limits.haveIds + 10));
  heal.ready(1, false, 0);
  heal.wake(0, 0);
  equal(offered(heal.wake(bounds.healPauseMillis, 0)), 0);
  equal(offered(heal.wake(bounds.answerMillis, 0)), 10);
});

test("a lost link or a refused offer begins again with what is still unseen", () => {
  const heal = createHeal(() => 0);
  const held = ids(4);
  heal.begin(held);
  heal.ready(1, false, 0);
  heal.wake(0, 0);
  for (const id of held.slice(2)) heal.seen(id);
  heal.lost();
  equal(heal.deadline(), undefined);
  heal.ready(2, false, 100);
  equal(offered(heal.wake(100, 0)), 2);
  heal.refused(7_000, 200);
  equal(heal.deadline(), 7_200);
  equal(offered(heal.wake(7_200, 0)), 2);
});
