/** The command line as an Invocation. Total: whatever was typed gives a value or a UsageError. */
import { parseArgs } from "node:util";
import { organiserName, roles } from "@festival-chat/protocol/organiser";
import { environments, err, limits, ok, type Result, utf8 } from "@festival-chat/protocol/wire";
import {
  type CommandName,
  commandTable,
  type CommandSpec,
  isCommandName,
} from "./command-table.ts";
import { createFlagReader, type FlagReader, type FlagValue } from "./flag-reader.ts";
import { type Invocation, type InviteArgument, scenarios, type UsageError } from "./invocation.ts";
import { isLoopback, originOfLink, parseRelayAddress, type RelayAddress } from "./relay-address.ts";

/** Sockets one process can have with usual limits on open files. */
const maxClients = 20_000;
/** A share of the physical range of TCP on one machine. */
const maxRate = 20_000;
const maxSeconds = 3_600;
const wordsInInvite = 6;

interface Split {
  readonly values: Readonly<Record<string, FlagValue>>;
  readonly operands: readonly string[];
}

function split(command: CommandName, args: readonly string[]): Result<Split, string> {
  const spec: CommandSpec = commandTable[command];
  const options: Record<string, { type: "string" | "boolean" }> = { help: { type: "boolean" } };
  for (const [name, flag] of Object.entries(spec.flags)) {
    options[name] = { type: flag.value === undefined ? "boolean" : "string" };
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
    return ok({ values: { ...values }, operands: positionals });
  } catch (error) {
    // parseArgs tells every fault of a command line by throwing.
    return err(error instanceof Error ? (error.message.split(". To specify")[0] ?? "") : "");
  }
}

/**
 * How many operands are the invite: one when it is a link or holds several words, else six. A single
 * hyphen is no sign of several words: some words of the list have one.
 */
function inviteLength(operands: readonly string[]): number {
  const [first = ""] = operands;
  const isLink = first.includes("#") || first.includes("/");
  const parts = first.split(/[^\p{L}]+/u).filter((part) => part !== "");
  return isLink || parts.length >= wordsInInvite || /\p{L}[\s,.;]+\p{L}/u.test(first)
    ? 1
    : wordsInInvite;
}

const nowhere: RelayAddress = { origin: "", url: undefined };

function readInvite(operands: readonly string[], flags: FlagReader): InviteArgument {
  const text = operands.slice(0, inviteLength(operands)).join(" ").trim();
  const relay = flags.address("relay");
  if (text === "") flags.fail("a link or six words are needed");
  if (text.includes("#") || text.includes("/")) {
    const origin = originOfLink(text) ?? relay?.origin;
    if (origin === undefined)
      flags.fail(`${text} is no link; without its address --relay is needed`);
    const own = parseRelayAddress(origin ?? "");
    const where = relay ?? (own.ok ? own.value : nowhere);
    return { text, kind: "link", relay: where };
  }
  if (relay === undefined) flags.fail("words do not say where the relay is: add --relay URL");
  return { text, kind: "words", relay: relay ?? nowhere };
}

/** Operands after an invite; a command that takes none refuses them. */
function refuseRest(operands: readonly string[], from: number, flags: FlagReader): void {
  const extra = operands[from];
  if (extra !== undefined) flags.fail(`"${extra}" is one too many: the shell may need quotes`);
}

function readName(flags: FlagReader): string | undefined {
  const name = flags.text("as");
  if (name !== undefined && utf8(name).length > limits.nameBytes) flags.fail("--as: too long");
  return name;
}

function readRelay(flags: FlagReader): RelayAddress {
  const relay = flags.address("relay");
  if (relay === undefined) flags.fail("--relay URL is needed");
  return relay ?? nowhere;
}

function readLoad(flags: FlagReader): Invocation {
  const relay = readRelay(flags);
  const clients = flags.count("clients", 50, { min: 2, max: maxClients });
  const rooms = flags.count("rooms", 1, { min: 1, max: 1_000 });
  if (rooms * 2 > clients) flags.fail("--rooms: every room needs two clients");
  if (flags.has("engine") && flags.has("raw")) flags.fail("--engine and --raw exclude each other");
  const named = flags.text("scenario") ?? "steady";
  const scenario = scenarios.find((one) => one === named);
  if (scenario === undefined) flags.fail(`--scenario is one of ${scenarios.join(", ")}`);
  const isRaw = flags.has("raw");
  if (scenario === "slow" && !isRaw) flags.fail("--scenario slow needs --raw");
  const tokenFile = flags.text("token-file");
  if (scenario === "announcement" && (!isRaw || tokenFile === undefined)) {
    flags.fail("--scenario announcement needs --raw and --token-file");
  }
  const picture = flags.text("report");
  if (picture !== undefined && !/\.(?:svg|html)$/u.test(picture)) {
    flags.fail("--report: name a file that ends in .svg or .html");
  }
  const host = URL.parse(relay.url ?? relay.origin)?.hostname ?? "";
  if (relay !== nowhere && !isLoopback(host) && !flags.has("yes-i-run-this-relay")) {
    flags.fail(
      `${host} is not this machine. A load test is an attack on whoever did not ask for it;` +
        " add --yes-i-run-this-relay when the relay is yours to load",
    );
  }
  return {
    kind: "load",
    relay,
    scenario: scenario ?? "steady",
    capacity: flags.has("capacity"),
    tokenFile,
    picture,
    clients,
    rooms,
    rate: flags.decimal("rate", 5, { min: 0.1, max: maxRate }),
    seconds: flags.decimal("seconds", 10, { min: 1, max: maxSeconds }),
    mode: isRaw ? "raw" : "engine",
    drop: flags.share("drop", 0),
    json: flags.has("json"),
  };
}

/** Addresses one person looks at side by side; all are examined at once. */
const maxAddresses = 8;

function readDoctor(operands: readonly string[], flags: FlagReader): Invocation {
  if (operands.length === 0) flags.fail("an address is needed, like https://chat.example");
  if (operands.length > maxAddresses) flags.fail(`no more than ${maxAddresses} addresses at once`);
  const relays = operands.map((operand) => {
    const address = parseRelayAddress(operand);
    if (!address.ok) flags.fail(`${operand} is no address; write it like https://chat.example`);
    return address.ok ? address.value : nowhere;
  });
  const expected = flags.text("expect");
  const expect = environments.find((name) => name === expected);
  if (expected !== undefined && expect === undefined) {
    flags.fail(`--expect is one of ${environments.join(", ")}`);
  }
  const idleMillis = flags.millis("idle", 5);
  const timeoutMillis = flags.millis("timeout", 10);
  return { kind: "doctor", relays, expect, idleMillis, timeoutMillis, json: flags.has("json") };
}

function readOrganiser(operands: readonly string[], flags: FlagReader): Invocation {
  const [given = "", ...rest] = operands;
  refuseRest(rest, 0, flags);
  const act = (["add", "list", "remove"] as const).find((one) => one === given);
  if (act === undefined) flags.fail("add, list or remove is needed");
  const name = flags.text("name")?.trim() ?? "";
  if (act !== "list" && organiserName(name) === undefined) {
    flags.fail("--name NAME is needed: letters, digits and spaces, at most 40");
  }
  const asked = flags.text("role") ?? "operator";
  const role = roles.find((one) => one === asked);
  if (role === undefined) flags.fail(`--role: one of ${roles.join(", ")}`);
  return {
    kind: "organiser",
    act: act ?? "list",
    name,
    role: role ?? "viewer",
    data: flags.text("data"),
    json: flags.has("json"),
  };
}

function readCommand(
  kind: Exclude<CommandName, "load">,
  operands: readonly string[],
  flags: FlagReader,
): Invocation {
  const json = flags.has("json");
  switch (kind) {
    case "serve":
      refuseRest(operands, 0, flags);
      return { kind, peers: flags.text("peer") };
    case "create": {
      refuseRest(operands, 0, flags);
      const name = flags.text("name");
      if (name === undefined) flags.fail("--name NAME is needed");
      if (utf8(name ?? "").length > limits.roomNameBytes) flags.fail("--name: too long");
      const timeoutMillis = flags.millis("timeout", 20);
      const data = flags.text("data");
      const relay = readRelay(flags);
      return { kind, relay, name: name ?? "", as: readName(flags), data, timeoutMillis, json };
    }
    case "join": {
      refuseRest(operands, inviteLength(operands), flags);
      const invite = readInvite(operands, flags);
      const waitMillis = flags.millis("wait", 30);
      const data = flags.text("data");
      return { kind, invite, as: readName(flags), data, waitMillis, stay: flags.has("stay"), json };
    }
    case "send": {
      const invite = readInvite(operands, flags);
      const text = operands.slice(inviteLength(operands)).join(" ");
      if (text.trim() === "") flags.fail("the text to send is missing");
      const timeoutMillis = flags.millis("timeout", 30);
      return {
        kind,
        invite,
        text,
        as: readName(flags),
        data: flags.text("data"),
        timeoutMillis,
        json,
      };
    }
    case "history": {
      refuseRest(operands, inviteLength(operands), flags);
      const invite = readInvite(operands, flags);
      return {
        kind,
        invite,
        data: flags.text("data"),
        timeoutMillis: flags.millis("timeout", 30),
        json,
      };
    }
    case "backup":
    case "restore": {
      refuseRest(operands, 1, flags);
      const [folder = ""] = operands;
      if (folder === "") flags.fail("the folder of the copy is needed");
      return { kind, folder, data: flags.text("data"), json };
    }
    case "organiser":
      return readOrganiser(operands, flags);
    case "audit": {
      refuseRest(operands, 1, flags);
      if (operands[0] !== "verify") flags.fail("verify is what it can do");
      return { kind, data: flags.text("data"), json };
    }
    case "config": {
      refuseRest(operands, 0, flags);
      return { kind, check: flags.has("check"), envFile: flags.text("env-file"), json };
    }
    case "doctor":
      return readDoctor(operands, flags);
  }
}

/**
 * Reads a command line.
 * @param argv what follows the program's name
 */
export function parseArguments(argv: readonly string[]): Result<Invocation, UsageError> {
  const [first, ...rest] = argv;
  switch (first) {
    case undefined:
    case "--help":
    case "-h":
      return ok({ kind: "help", command: undefined });
    case "--version":
    case "-V":
      return ok({ kind: "version" });
    case "help": {
      const [of] = rest;
      if (of !== undefined && !isCommandName(of)) {
        return err({ command: undefined, why: `there is no command "${of}"` });
      }
      return ok({ kind: "help", command: of });
    }
    default:
  }
  if (!isCommandName(first)) {
    return err({ command: undefined, why: `there is no command "${first}"` });
  }
  const parts = split(first, rest);
  if (!parts.ok) return err({ command: first, why: parts.error });
  const { values, operands } = parts.value;
  if (values["help"] === true) return ok({ kind: "help", command: first });
  const flags = createFlagReader(values);
  if (first === "load") refuseRest(operands, 0, flags);
  const invocation = first === "load" ? readLoad(flags) : readCommand(first, operands, flags);
  const why = flags.fault();
  return why === undefined ? ok(invocation) : err({ command: first, why });
}
