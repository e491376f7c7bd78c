/** The program: reads the command line, runs the command, ends with its exit code. */
import { readFileSync } from "node:fs";
import { parseArguments } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { type ExitName, exitCodes } from "./exit-codes.ts";
import { helpText } from "./help.ts";
import type { Invocation } from "./invocation.ts";
import { processOutput } from "./output.ts";

/** Cleaning up that takes longer hangs: a relay's drain is the longest, see its limits. */
const endMillis = 15_000;

/** A terminal's Ctrl+C reaches this process, and npm passes it on once more: both are one wish. */
const oneWishMillis = 500;

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null && "version" in value
    ? String(value.version)
    : "unknown";
}

/** Commands are loaded when they are asked for: --help needs neither engine nor relay. */
async function run(invocation: Invocation, context: CommandContext): Promise<ExitName> {
  switch (invocation.kind) {
    case "help":
      context.output.line(helpText(invocation.command));
      return "ok";
    case "version":
      context.output.line(version());
      return "ok";
    case "serve":
      return (await import("./serve/serve.ts")).serve(invocation, context);
    case "create":
      return (await import("./create.ts")).create(invocation, context);
    case "join":
      return (await import("./join.ts")).join(invocation, context);
    case "send":
      return (await import("./send.ts")).send(invocation, context);
    case "history":
      return (await import("./history.ts")).history(invocation, context);
    case "doctor":
      return (await import("./doctor/doctor.ts")).doctor(invocation, context);
    case "backup":
      return (await import("./backup.ts")).runBackup(invocation, context);
    case "restore":
      return (await import("./backup.ts")).runRestore(invocation, context);
    case "organiser":
      return (await import("./organiser.ts")).runOrganiser(invocation, context);
    case "audit":
      return (await import("./audit.ts")).runAudit(invocation, context);
    case "config":
      return (await import("./config.ts")).config(invocation, context);
    case "load":
      return (await import("./load/load.ts")).load(invocation, context);
  }
}

function listenForTheEnd(): AbortSignal {
  const ending = new AbortController();
  let since: number | undefined;
  const end = (): void => {
    if (since !== undefined) {
      // Whoever asks twice does not want to wait; what was accepted is on disk.
      if (performance.now() - since > oneWishMillis) process.exit(130);
      return;
    }
    since = performance.now();
    ending.abort();
    setTimeout(() => process.exit(130), endMillis).unref();
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.on("SIGHUP", end);
  // Whoever read along is gone: nobody is left to tell anything.
  process.stdout.on("error", () => process.exit(exitCodes.failed.code));
  // Started through bin/: that process's sudden end is ours, so nothing runs on unseen.
  process.on("disconnect", () => process.exit(130));
  if (process.connected === false) process.exit(130);
  process.channel?.unref();
  return ending.signal;
}

/** Settles when everything written so far was handed to the system. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write("", () => resolve()));

const parsed = parseArguments(process.argv.slice(2));
if (parsed.ok) {
  const context: CommandContext = { output: processOutput, signal: listenForTheEnd() };
  try {
    const exit = await run(parsed.value, context);
    process.exitCode = exitCodes[exit].code;
  } catch (error) {
    processOutput.say(
      `festival-chat: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = exitCodes.failed.code;
  }
  // What was printed is on its way; a dial or request that was given up keeps nobody waiting.
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit();
} else {
  const { command, why } = parsed.error;
  const help = command === undefined ? "festival-chat --help" : `festival-chat ${command} --help`;
  processOutput.say(`festival-chat: ${why}\nTry: ${help}`);
  process.exitCode = exitCodes.usage.code;
}
