/** Who may use a relay's console, and whether its audit log is whole, from the command line. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, test } from "node:test";
import { openOrganiserDatabase, organiserFile } from "@festival-chat/relay";
import { parseArguments } from "./arguments.ts";
import { runAudit } from "./audit.ts";
import { runOrganiser } from "./organiser.ts";

let data: string;
beforeEach(() => void (data = mkdtempSync(join(tmpdir(), "organiser-"))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** Runs a command line on the test's own data directory. */
function run(...argv: readonly string[]) {
  const parsed = parseArguments([...argv, "--data", data]);
  if (!parsed.ok) return { exit: "usage", out: [], said: parsed.error.why };
  const out: string[] = [];
  const said: string[] = [];
  const output = {
    line: (line: string) => void out.push(line),
    json: (value: unknown) => void out.push(JSON.stringify(value)),
    say: (line: string) => void said.push(line),
  };
  const context = { output, input: Readable.from([]), signal: new AbortController().signal };
  const invocation = parsed.value;
  if (invocation.kind !== "organiser" && invocation.kind !== "audit") throw new Error("other");
  const exit =
    invocation.kind === "audit" ? runAudit(invocation, context) : runOrganiser(invocation, context);
  return { exit, out, said: said.join("\n") };
}

test("a token is told once, and only its hash is kept", () => {
  const added = run("organiser", "add", "--name", "Anna", "--role", "owner");
  equal(added.exit, "ok");
  const [token = ""] = added.out;
  match(token, /^fco_[\w-]{43}$/);
  match(added.said, /not shown again/);
  ok(!readFileSync(join(data, organiserFile)).includes(token));
  deepEqual(run("organiser", "list").out, ["Anna  owner  0 passkeys  never signed in"]);
  equal(run("organiser", "add", "--name", "Anna").exit, "failed", "the name is taken");
});

test("who is removed is not there any more, and both acts stand in the audit log", () => {
  run("organiser", "add", "--name", "Ben", "--json");
  equal(run("organiser", "remove", "--name", "Ben").exit, "ok");
  equal(run("organiser", "remove", "--name", "Ben").exit, "failed");
  deepEqual(run("organiser", "list").out, []);
  const { exit, out } = run("audit", "verify", "--json");
  equal(exit, "ok");
  const verdict: { length: number; whole: boolean } = JSON.parse(out[0] ?? "");
  deepEqual([verdict.length, verdict.whole], [2, true]);
});

test("an audit log that was changed ends the command with a code of its own", () => {
  run("organiser", "add", "--name", "Anna");
  run("organiser", "add", "--name", "Ben");
  const db = openOrganiserDatabase(join(data, organiserFile));
  db.exec("UPDATE audit SET detail = 'name=Ben role=owner' WHERE n = 2");
  db.close();
  const { exit, out } = run("audit", "verify");
  equal(exit, "tampered");
  match(out[0] ?? "", /entry 2 of 2/);
});

test("a directory without a relay is told, and command lines that are not right", () => {
  equal(run("audit", "verify").exit, "storage");
  for (const argv of [
    ["organiser"],
    ["organiser", "promote"],
    ["organiser", "add"],
    ["organiser", "add", "--name", "<script>"],
    ["organiser", "add", "--name", "Anna", "--role", "king"],
    ["audit"],
    ["audit", "burn"],
  ]) {
    equal(run(...argv).exit, "usage", argv.join(" "));
  }
});
