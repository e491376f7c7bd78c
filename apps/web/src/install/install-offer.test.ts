import { equal } from "node:assert/strict";
import { describe, test } from "node:test";
import { type InstallFacts, installOffer } from "./install-offer.ts";
import { surfaceOf } from "./surface.ts";

const regular: InstallFacts = {
  surface: "prompt",
  openMillis: 5 * 60_000,
  written: 10,
  visits: 1,
  installOffered: false,
  elsewhereOffered: false,
};
const offered = (facts: Partial<InstallFacts>): string => installOffer({ ...regular, ...facts });

describe("keeping the app is offered", () => {
  test("after ten messages, or at the second visit", () => {
    equal(offered({}), "install");
    equal(offered({ written: 1, visits: 2 }), "install");
    equal(offered({ surface: "ios" }), "install");
    equal(offered({ written: 9 }), "nothing");
  });

  test("never in the first minute and never before the first message", () => {
    equal(offered({ openMillis: 59_999 }), "nothing");
    equal(offered({ written: 0, visits: 5 }), "nothing");
    equal(offered({ written: 0, surface: "in-app" }), "nothing");
  });

  test("once, and not where it is installed or cannot be", () => {
    equal(offered({ installOffered: true }), "nothing");
    equal(offered({ surface: "installed" }), "nothing");
    equal(offered({ surface: "other" }), "nothing");
  });

  test("as another browser where an app shows the page, at the first message, once", () => {
    equal(offered({ surface: "in-app", written: 1, openMillis: 0 }), "elsewhere");
    equal(offered({ surface: "in-app", elsewhereOffered: true }), "nothing");
  });
});

describe("where a page runs", () => {
  const iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
  const android = "Mozilla/5.0 (Linux; Android 15; Pixel 8";
  const table: readonly (readonly [string, string, Parameters<typeof surfaceOf>[0]])[] = [
    ["Safari", "ios", { agent: `${iphone} Version/18.5 Mobile/15E148 Safari/604.1` }],
    [
      "an iPad that says it is a Mac",
      "ios",
      {
        agent:
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
        touchPoints: 5,
      },
    ],
    [
      "a Mac",
      "other",
      {
        agent:
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
        touchPoints: 0,
      },
    ],
    [
      "the home screen",
      "installed",
      { agent: `${iphone} Version/18.5 Mobile/15E148`, standalone: true },
    ],
    ["Instagram", "in-app", { agent: `${iphone} Mobile/15E148 Instagram 350.0` }],
    ["an app of iOS that says no name", "in-app", { agent: `${iphone} Mobile/15E148` }],
    [
      "a web view of Android",
      "in-app",
      { agent: `${android}; wv) AppleWebKit/537.36 Version/4.0 Chrome/150.0 Mobile Safari/537.36` },
    ],
    [
      "Chrome",
      "other",
      { agent: `${android}) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36` },
    ],
    [
      "Chrome that can install",
      "prompt",
      {
        agent: `${android}) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36`,
        canPrompt: true,
      },
    ],
  ];
  for (const [name, surface, seen] of table) {
    test(`${name} is ${surface}`, () => equal(surfaceOf(seen), surface));
  }
});
