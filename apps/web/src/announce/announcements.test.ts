import { test } from "node:test";
import { equal } from "node:assert/strict";
import { aMessage } from "../../test-support/messages.ts";
import { heard, noAnnouncements, pauseMillis, speak } from "./announcements.ts";

test("one message is read out with its author", () => {
  const next = speak(heard(noAnnouncements, [aMessage(1, 2)]), 10_000);
  equal(next.say, "Ben: text 1");
});

test("a burst of fifty is two sentences, a second apart", () => {
  const first = speak(heard(noAnnouncements, [aMessage(1, 1)]), 10_000);
  equal(first.say, "Ana: text 1");
  let state = first.state;
  for (let id = 2; id <= 50; id++) state = heard(state, [aMessage(id, 1)]);
  const tooSoon = speak(state, 10_001);
  equal(tooSoon.say, undefined);
  equal(tooSoon.wakeAt, 10_000 + pauseMillis);
  const later = speak(tooSoon.state, 10_000 + pauseMillis);
  equal(later.say, "49 new messages, last from Ana");
  equal(speak(later.state, 20_000).say, undefined);
});

test("nobody is told what they wrote themselves", () => {
  equal(speak(heard(noAnnouncements, [aMessage(1, 0)]), 10_000).say, undefined);
});

test("who wants mentions alone hears them, and a number of the rest", () => {
  const plain = [aMessage(1, 1), aMessage(2, 2)];
  const calls = [aMessage(3, 1, { mentionsMe: true }), aMessage(4, 2)];
  const say = (messages: typeof plain) =>
    speak(heard(noAnnouncements, messages), 10_000, "mentions").say;
  equal(say(plain), "2 new messages");
  equal(say([...plain, ...calls]), "Ana: text 3");
});

test("who wants silence has it, and nothing is saved up", () => {
  const quiet = speak(heard(noAnnouncements, [aMessage(1, 1)]), 10_000, "off");
  equal(quiet.say, undefined);
  equal(speak(quiet.state, 20_000, "all").say, undefined);
});
