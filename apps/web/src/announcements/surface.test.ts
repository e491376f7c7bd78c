/** Nobody but the organiser looks like the organiser: what is drawn where, read from the sources. */
import { deepEqual, ok } from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { readingOf } from "./reading.ts";
import { wordsFor } from "./words-for.ts";

const source = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(source, file), "utf8");
const filesOf = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: source }).map((file) => file.replaceAll("\\", "/"));
/** The surface itself, and the organiser's own console. */
const isOrganisers = (file: string): boolean => /(?:^|\/)(?:announcements|organiser)/u.test(file);

describe("what people write cannot look like the organiser", () => {
  test("its classes, field and hatch are named by its own files alone", () => {
    const others = filesOf("**/*.{ts,tsx,css}").filter((file) => !isOrganisers(file));
    const own =
      /class(?:Name)?=[^>]*\borganiser|\.organiser\b|\.organiser-|#ffb020|OrganiserSign/iu;
    deepEqual(
      others.filter((file) => own.test(read(file))),
      [],
    );
    ok(others.length > 200);
    ok(own.test(read("style/announcements.css")));
  });

  test("its files know neither rooms nor messages, so that nothing of them can be drawn there", () => {
    const views = filesOf("announcements/*.tsx").filter(
      (file) => !/start-announcements/u.test(file),
    );
    ok(views.length > 5);
    const people = /from "(?:\.\.\/room\/(?!festival-time)|\.\.\/home\/|@festival-chat\/client")/u;
    deepEqual(
      views.filter((file) => people.test(read(file)) || /\broom\.|message\./u.test(read(file))),
      [],
    );
  });

  test("it stands beside the app, in an element that no part of the app draws into", () => {
    ok(read("announcements/start-announcements.tsx").includes("document.body.prepend(surface)"));
    const writers = filesOf("**/*.{ts,tsx}").filter((file) =>
      /document\.body\.prepend/u.test(read(file)),
    );
    deepEqual(
      writers.filter((file) => !file.endsWith(".test.ts")),
      ["announcements/start-announcements.tsx"],
    );
  });
});

const text = (language: string, title: string) => ({ language, title, body: "", action: "" });
const texts = [text("en", "Storm"), text("pt-BR", "Tempestade"), text("de", "Sturm")];

describe("the words of an announcement", () => {
  test("are those of the phone's first language that there is, else the organiser's first", () => {
    const title = (...wanted: string[]) => wordsFor(texts, wanted)?.title;
    deepEqual(
      [title("de-AT", "en"), title("pt"), title("fr", "de"), title("fr", "xx"), title()],
      ["Sturm", "Tempestade", "Sturm", "Storm", "Storm"],
    );
  });

  test("come with all other languages, so that each can be chosen", () => {
    const statement = { level: "info", texts, revision: 1, issuedAt: 1, nextUpdate: 0 } as const;
    deepEqual(readingOf(statement, 1, ["de"]).texts, texts);
  });
});
