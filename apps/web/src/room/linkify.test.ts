import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { isJumbo } from "./jumbo.ts";
import { linkify } from "./linkify.ts";

test("an address is a link and the full stop after it is not", () => {
  deepEqual(linkify("Map: https://camp.example/map?x=1. See you"), [
    { kind: "text", text: "Map: " },
    {
      kind: "link",
      href: "https://camp.example/map?x=1",
      host: "camp.example",
      rest: "/map?x=1",
    },
    { kind: "text", text: ". See you" },
  ]);
});

test("www counts as https", () => {
  deepEqual(linkify("www.camp.example"), [
    { kind: "link", href: "https://www.camp.example/", host: "www.camp.example", rest: "" },
  ]);
});

test("a host of look-alike letters shows what it really is", () => {
  const [part] = linkify("https://аррle.com/");
  equal(part?.kind === "link" ? part.host.startsWith("xn--") : "", true);
});

test("what could deceive stays text", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,hi",
    "https://bank.example@evil.example/",
    "https://camp.example/\u202egnp.exe",
    "https://localhost/",
  ]) {
    deepEqual(linkify(text), [{ kind: "text", text }]);
  }
});

test("a long path is cut on the screen, not in the link", () => {
  const href = `https://camp.example/${"a".repeat(100)}`;
  const [part] = linkify(href);
  equal(part?.kind === "link" ? part.href : "", href);
  equal(part?.kind === "link" ? part.rest.length : 0, 41);
});

test("one to three emoji alone are large", () => {
  equal(isJumbo("🔥"), true);
  equal(isJumbo("👩‍👩‍👧 👍🏽 🔥"), true);
  equal(isJumbo("🇩🇰🇳🇱🏴󠁧󠁢󠁳󠁣󠁴󠁿"), true);
  equal(isJumbo("3️⃣ ❤️"), true);
  equal(isJumbo("🇩🇰🇳🇱🇧🇪🇫🇷"), false);
  equal(isJumbo("🔥🔥🔥🔥"), false);
  equal(isJumbo("3"), false);
  equal(isJumbo("hi 🔥"), false);
});
