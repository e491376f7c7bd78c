/** The house style of CONTRIBUTING.md, where a machine can check it. */
import { deepEqual, match, ok } from "node:assert/strict";
import { basename } from "node:path";
import { describe, test } from "node:test";
import { filesOf, stages } from "../scripts/stages.ts";
import { filesMatching, repositoryRoot, textOf, withoutComments } from "./repository.ts";

const code = filesMatching("{packages,apps,test,bench,scripts}/**/*.{ts,tsx,js,css}");
const sources = code.filter((path) => /\.[tj]sx?$/.test(path));
const texts = filesMatching("**/*.{ts,tsx,js,json,md,css,html,yml}", ".*", ".ci/*", ".github/**/*");

/** Where a pattern occurs, as `path:line`. */
const places = (
  paths: readonly string[],
  pattern: RegExp,
  read: (path: string) => string = textOf,
): string[] =>
  paths.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );

const codeOf = (path: string): string => withoutComments(textOf(path));

/** Names that say nothing about the thing they name. */
const emptyNames = ["manager", "service", "helper", "util", "handler", "impl", "data", "info"];

describe("files", () => {
  test("no file is longer than 450 lines", () => {
    const long = code.filter((path) => textOf(path).split("\n").length > 451);
    deepEqual(long, []);
  });

  test("no file is named after what it is not", () => {
    const empty = new RegExp(`(?:^|[-.])(?:${emptyNames.join("|")})s?\\.`, "i");
    deepEqual(
      code.filter((path) => empty.test(basename(path))),
      [],
    );
  });

  test("files are named in kebab-case", () => {
    deepEqual(
      code.filter((path) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(basename(path))),
      [],
    );
  });

  test("tests that share a process have no hooks of one file that would run in all of them", () => {
    const together = stages
      .flatMap((stage) => stage.steps)
      .flatMap((step) =>
        step.kind === "tests" && step.together === true ? filesOf(step, repositoryRoot) : [],
      );
    ok(together.length > 50);
    deepEqual(places(together, /^(?:before|after)Each\(/), []);
  });

  test("every test file belongs to a stage of npm test", () => {
    const run = new Set(
      stages
        .flatMap((stage) => stage.steps)
        .flatMap((step) => (step.kind === "tests" ? filesOf(step, repositoryRoot) : [])),
    );
    deepEqual(
      filesMatching("**/*.{test,spec}.{ts,tsx}").filter((path) => !run.has(path)),
      [],
    );
  });
});

describe("code", () => {
  test("nothing is exported as default, except what Vite asks for", () => {
    const others = sources.filter((path) => basename(path) !== "vite.config.ts");
    deepEqual(places(others, /^\s*export\s+default\b|\bas\s+default\b/, codeOf), []);
  });

  test("no exported name ends in a word that says nothing", () => {
    const words = emptyNames.map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`).join("|");
    const declared = "(?:const|let|function|class|interface|type)";
    const pattern = new RegExp(`^export\\s+(?:async\\s+)?${declared}\\s+\\w+(?:${words})s?\\b`);
    deepEqual(places(sources, pattern), []);
  });

  test("nothing is cast to anything, and no type error is silenced", () => {
    const doubt = /\bas[ ]any\b|@ts-(?:ignore|nocheck)|\bas[ ]unknown[ ]as\b/;
    deepEqual(places(sources, doubt), []);
  });

  test("a signal is read into something: the build takes a bare reading away", () => {
    const screens = filesMatching("apps/web/src/**/*.{ts,tsx}");
    deepEqual(places(screens, /\bvoid [\w.?]+\.value\s*[;)]/, codeOf), []);
  });

  test("no work is left as a note in a comment", () => {
    deepEqual(places(sources, /\b(?:TO[D]O|FIX[M]E|XX[X])\b/), []);
  });

  test("no test is skipped, left to do or run alone", () => {
    const tests = filesMatching("**/*.{test,contract}.ts");
    deepEqual(places(tests, /\b(?:test|it|describe)\.(?:skip|todo|only)\(|\bskip:\s/), []);
  });
});

describe("what is written down", () => {
  test("no file names a package registry", () => {
    deepEqual(places(texts, /\bregistry[.](?:npmjs|yarnpkg|[a-z0-9-]+\.[a-z]{2,})\b/), []);
    deepEqual(places(["package-lock.json"], /"resolved": "(?!packages|apps|test|bench)/), []);
  });

  test("no file names a folder of somebody's machine", () => {
    const folder = /(?:^|[\s"'`(=:])(?:\/(?:home|root|Users|work|tmp)\/\w|[A-Z]:\\\\?Users\b)/;
    deepEqual(places(texts, folder), []);
  });

  test("the README sets up with two commands, each complete", () => {
    const readme = textOf("README.md");
    match(readme, /npm install && npm start/);
    match(readme, /npm install && npm test/);
    match(textOf(".ci/run"), /^npm install && npm test$/m);
  });
});
