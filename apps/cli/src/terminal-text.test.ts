/** Text of others must not steer the terminal of the reader. */
import { doesNotMatch, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { plainLine, plainText } from "./terminal-text.ts";

/** Everything a terminal might obey, except the newline. */
const steering =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

describe("text of others", () => {
  test("keeps what people write: scripts, emoji with joiners, newlines", () => {
    for (const text of ["Grüße 你好 שלום", "👩‍👩‍👧‍👦 ok 🏳️‍🌈", "one\ntwo"]) equal(plainText(text), text);
  });

  test("loses colours, cursor moves, titles, clipboard writes and their C1 forms as a whole", () => {
    equal(plainText("a\u001b[31mred\u001b[0mb"), "aredb");
    equal(plainText("a\u001b[2J\u001b[1;1Hb"), "ab");
    equal(plainText("a\u001b]0;you are root\u0007b"), "ab");
    equal(plainText("a\u001b]52;c;aGk=\u001b\\b"), "ab");
    equal(plainText("a\u009b31mb\u009d0;x\u009cc"), "abc");
    equal(plainText("a\u001bcb\u001b(0c"), "abc");
    equal(plainText("never ends \u001b]0;x"), "never ends ");
  });

  test("loses bells, backspaces, carriage returns that overwrite, and text direction tricks", () => {
    equal(plainText("safe\u0008\u0008\u0007"), "safe");
    equal(plainText("shown\rhidden"), "shown\nhidden");
    equal(plainText("an\u202ena\u2066x\u2069"), "annax");
  });

  test("a name stays on one line", () => {
    equal(plainLine("  An\nna\t\u001b[1mB  "), "An na B");
  });

  test("whatever comes, no control character but the newline is left", () => {
    const nasty = fc.array(
      fc.constantFrom(
        "\u001b",
        "[",
        "]",
        "\u009b",
        "\u009d",
        "3",
        "m",
        ";",
        "\u0007",
        "\\",
        "\r",
        "\n",
        "a",
        "\u202e",
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          nasty.map((parts) => parts.join("")),
          fc.string({ unit: "binary" }),
        ),
        (text) => {
          doesNotMatch(plainText(text), steering);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
