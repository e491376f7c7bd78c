/** What people type, and what becomes of it. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parseArguments } from "./arguments.ts";
import { commandTable, isCommandName } from "./command-table.ts";
import { helpText } from "./help.ts";
import type { Invocation } from "./invocation.ts";

function parsed<K extends Invocation["kind"]>(
  kind: K,
  ...argv: string[]
): Extract<Invocation, { readonly kind: K }> {
  const result = parseArguments(argv);
  ok(result.ok, result.ok ? "" : result.error.why);
  const { value } = result;
  equal(value.kind, kind);
  return value as Extract<Invocation, { readonly kind: K }>;
}

function refusal(...argv: string[]): string {
  const result = parseArguments(argv);
  ok(!result.ok, `accepted ${argv.join(" ")}`);
  return result.error.why;
}

const six = "tulip anchor velvet camera pigeon sunset";
const link = "http://localhost:3000/#AAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBB";

describe("help and version", () => {
  test("nothing, --help, -h and help all explain the program", () => {
    for (const argv of [[], ["--help"], ["-h"], ["help"]]) {
      deepEqual(parseArguments(argv), { ok: true, value: { kind: "help", command: undefined } });
    }
    for (const name of Object.keys(commandTable))
      match(helpText(undefined), new RegExp(`^  ${name} `, "m"));
  });

  test("every command has --help that names all of its flags, whatever else is missing", () => {
    for (const [name, { flags }] of Object.entries(commandTable)) {
      ok(isCommandName(name));
      deepEqual(parsed("help", name, "--help"), { kind: "help", command: name });
      for (const flag of Object.keys(flags)) match(helpText(name), new RegExp(`--${flag}\\b`));
    }
  });

  test("--version is a command of its own", () => {
    deepEqual(parseArguments(["--version"]), { ok: true, value: { kind: "version" } });
  });
});

describe("create", () => {
  test("needs a relay and a name; web and socket addresses mean the same relay", () => {
    const web = parsed(
      "create",
      "create",
      "--relay",
      "http://camp.example:3000/x",
      "--name",
      "North",
      "--json",
    );
    const socket = parsed(
      "create",
      "create",
      "--relay",
      "ws://camp.example:3000",
      "--name",
      "North",
      "--json",
    );
    deepEqual(web, socket);
    deepEqual(web.relay, { origin: "http://camp.example:3000", url: undefined });
    equal(web.json, true);
    match(refusal("create", "--name", "North"), /--relay/);
    match(refusal("create", "--relay", "localhost"), /--name/);
  });

  test("an address that is none is refused with an example", () => {
    match(refusal("create", "--relay", "ftp://camp", "--name", "x"), /no address.*http:/);
  });
});

describe("join", () => {
  test("a link names its relay; --relay leads elsewhere", () => {
    equal(parsed("join", "join", link).invite.relay.origin, "http://localhost:3000");
    const there = parsed("join", "join", link, "--relay", "ws://127.0.0.1:9/ws").invite;
    deepEqual(there.relay, { origin: "http://127.0.0.1:9", url: "ws://127.0.0.1:9/ws" });
    equal(there.text, link);
  });

  test("words come in quotes or one by one, and need --relay", () => {
    const quoted = parsed("join", "join", six, "--relay", "localhost:3000");
    deepEqual(parsed("join", "join", ...six.split(" "), "--relay", "localhost:3000"), quoted);
    deepEqual(quoted.invite, {
      text: six,
      kind: "words",
      relay: { origin: "http://localhost:3000", url: undefined },
    });
    match(refusal("join", six), /--relay/);
  });

  test("words with hyphens, of their own or between them, are understood", () => {
    const own = parsed("join", "join", "yo-yo", ...six.split(" ").slice(1), "--relay", "localhost");
    equal(own.invite.text, "yo-yo anchor velvet camera pigeon sunset");
    const dashed = six.replaceAll(" ", "-");
    equal(parsed("send", "send", dashed, "hi", "--relay", "localhost").invite.text, dashed);
  });

  test("what nobody asked for is not swallowed", () => {
    match(refusal("join", link, "more"), /one too many/);
    match(refusal("join", link, "--colour"), /--colour/);
    match(refusal("join"), /link or six words/);
  });
});

describe("send", () => {
  test("everything after the invite is the text", () => {
    equal(parsed("send", "send", link, "--as", "Anna", "at", "the gate").text, "at the gate");
    const words = parsed("send", "send", ...six.split(" "), "hello", "--relay", "localhost:3000");
    equal(words.invite.text, six);
    equal(words.text, "hello");
    match(refusal("send", link), /text/);
  });
});

describe("load", () => {
  const here = ["load", "--relay", "http://127.0.0.1:3000"];

  test("another machine is not loaded unless somebody says it is theirs", () => {
    const there = ["load", "--relay", "https://chat.example"];
    match(refusal(...there), /attack.*--yes-i-run-this-relay/);
    match(refusal("load", "--relay", "ws://localhost.example/ws"), /attack/);
    parsed("load", ...there, "--yes-i-run-this-relay");
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"]) {
      parsed("load", "load", "--relay", `http://${host}:3000`);
    }
  });

  test("counts, rates and shares are read and bounded", () => {
    const run = parsed(
      "load",
      ...here,
      "--clients",
      "40",
      "--rooms",
      "4",
      "--rate",
      "2.5",
      "--seconds",
      "3",
      "--raw",
      "--drop",
      "15%",
    );
    deepEqual(
      [run.clients, run.rooms, run.rate, run.seconds, run.mode, run.drop],
      [40, 4, 2.5, 3, "raw", 0.15],
    );
    match(refusal(...here, "--clients", "1"), /between/);
    match(refusal(...here, "--clients", "99999999"), /between/);
    match(refusal(...here, "--seconds", "1e9"), /not a number/);
    match(refusal(...here, "--drop", "150%"), /between/);
    match(refusal(...here, "--clients", "4", "--rooms", "3"), /two clients/);
    match(refusal(...here, "--raw", "--engine"), /exclude/);
  });
});

test("whatever is typed gives an invocation or a reason, never an exception", () => {
  const words = fc.oneof(
    fc.constantFrom(
      ...Object.keys(commandTable),
      "--relay",
      "--json",
      "--as",
      "--data",
      "--",
      "-",
      "-x",
      "--help=1",
      link,
      six,
      "localhost",
    ),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (argv) => {
      const result = parseArguments(argv);
      if (!result.ok) ok(result.error.why.length > 0);
    }),
    { numRuns: 2_000 },
  );
});
