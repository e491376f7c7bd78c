/** Every command that people type says what it does, and what is wrong with what was typed. */
import { equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { repositoryRoot } from "./repository.ts";

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(repositoryRoot, "package.json"), "utf8"),
);
/** Those of ours: formatting is a tool's. */
const commands = Object.entries(scripts).filter(([, line]) => line.startsWith("node "));

/** Runs a command as npm would, with one more word. */
const run = (line: string, word: string) =>
  spawnSync(process.execPath, [...line.split(" ").slice(1), word], {
    cwd: repositoryRoot,
    encoding: "utf8",
    timeout: 20_000,
  });

describe("commands", () => {
  for (const [name, line] of commands) {
    test(`npm run ${name} has --help, and tells what it does not know`, () => {
      const help = run(line, "--help");
      equal(help.status, 0, help.stderr);
      match(help.stdout + help.stderr, /npm (?:run |start|test)/);
      const wrong = run(line, "--no-such-option");
      equal(wrong.status, 2, wrong.stdout);
      match(wrong.stderr, /--no-such-option/);
    });
  }
});
