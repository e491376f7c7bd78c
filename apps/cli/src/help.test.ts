/** What is promised in README.md is what the program does. */
import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { commandTable, type CommandSpec, isCommandName } from "./command-table.ts";
import { exitCodes } from "./exit-codes.ts";
import { helpText } from "./help.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("documentation", () => {
  test("README.md names every command and flag", () => {
    for (const [name, spec] of Object.entries<CommandSpec>(commandTable)) {
      ok(readme.includes(`| \`${name}`), name);
      for (const flag of Object.keys(spec.flags)) ok(readme.includes(`--${flag}`), `--${flag}`);
    }
  });

  test("README.md and --help name every exit code, and no two faults share one", () => {
    const codes = Object.values(exitCodes);
    for (const { code } of codes) {
      const row = code >= 20 ? `^\\| \`\\w+\` +\\| ${code} +\\|` : `^\\| ${code} +\\|`;
      ok(new RegExp(row, "m").test(readme), String(code));
      ok(helpText(undefined).includes(`\n  ${code} `), String(code));
    }
    ok(new Set(codes.map(({ code }) => code)).size === codes.length);
  });

  test("no line of help is wider than a terminal of 100 columns", () => {
    const texts = [
      helpText(undefined),
      ...Object.keys(commandTable).filter(isCommandName).map(helpText),
    ];
    for (const line of texts.join("\n").split("\n")) ok(line.length <= 100, line);
  });
});
