/** One command line, from its words to the number it ends with. */
import { readFileSync } from "node:fs";
import { parseArguments } from "./arguments.ts";
import type { CommandContext } from "./command-context.ts";
import { type ExitName, exitCodes } from "./exit-codes.ts";
import { helpText } from "./help.ts";
import type { Invocation } from "./invocation.ts";

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

/**
 * Runs a command to its end. Never rejects: a bug is told with its stack, and is exit code 1.
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function runCommandLine(
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    const { command, why } = parsed.error;
    const help = command === undefined ? "festival-chat --help" : `festival-chat ${command} --help`;
    context.output.say(`festival-chat: ${why}\nTry: ${help}`);
    return exitCodes.usage.code;
  }
  try {
    return exitCodes[await run(parsed.value, context)].code;
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.output.say(`festival-chat: ${what}`);
    return exitCodes.failed.code;
  }
}
