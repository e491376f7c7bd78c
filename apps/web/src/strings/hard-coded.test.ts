/** Whatever a person reads comes out of a catalogue, at the moment it is said. */
import { deepEqual } from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { hardCoded, readTooEarly } from "../../test-support/hard-coded.ts";

const source = join(import.meta.dirname, "..");
const files = globSync("**/*.{ts,tsx}", { cwd: source }).filter(
  (file) => !/\.test\.tsx?$|^strings\//u.test(file),
);
const findings = (find: (file: string, text: string) => readonly string[]): string[] =>
  files.flatMap((file) =>
    find(basename(file), readFileSync(join(source, file), "utf8")).map(
      (line) => `${file}: ${line}`,
    ),
  );

describe("words in code", () => {
  test("no sentence is written where it is shown", () => {
    deepEqual(findings(hardCoded), []);
  });

  test("no catalogue is read while a module is loaded: it would stay English", () => {
    deepEqual(findings(readTooEarly), []);
  });

  test("sentences in markup, labels and toasts are found", () => {
    const text = `const a = <p title="Go">Hello <b>{on ? "Yes please" : t.no}</b></p>;
      state.toast.value = { words: "Saved" }; setProblem(\`Not \${n} saved\`);`;
    deepEqual(hardCoded("a.tsx", text), ["Go", "Hello", "Yes please", "Saved", "Not … saved"]);
  });

  test("what machines read is no finding", () => {
    const text = `const a = <p class="row big" dir="auto" style="top: 1px">{"·"} {n} ⋯</p>;
      if (x === "room menu") throw new Error("This is a bug.");`;
    deepEqual(hardCoded("a.tsx", text), []);
  });

  test("a copy of a sentence made too early is found", () => {
    const text = `import { t } from "../strings/t.ts";
      const words = { on: t.room.on }; const fine = () => t.room.off;`;
    deepEqual(readTooEarly("a.ts", text), ["t.room.on"]);
  });
});
