/** A state that flickers does not fill the screen. */
import { deepEqual } from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { createSlowWords } from "./slow-words.ts";

describe("words of the connection", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  test("come at once, then at most every four seconds, and only what is still true", () => {
    const shown: string[] = [];
    const words = createSlowWords((text) => shown.push(text));
    words.say("Online");
    words.say("No signal");
    words.say("Slow signal");
    deepEqual(shown, ["Online"]);
    mock.timers.tick(4_000);
    deepEqual(shown, ["Online", "Slow signal"]);
    words.say("No signal");
    words.say("Slow signal");
    mock.timers.tick(4_000);
    deepEqual(shown, ["Online", "Slow signal"]);
    words.say("Online");
    deepEqual(shown, ["Online", "Slow signal", "Online"]);
    words.stop();
  });

  test("end with the chat", () => {
    const shown: string[] = [];
    const words = createSlowWords((text) => shown.push(text));
    words.say("Online");
    words.say("No signal");
    words.stop();
    mock.timers.tick(10_000);
    deepEqual(shown, ["Online"]);
  });
});
