/** --help, from the command table. */
import { type CommandName, commandTable, type CommandSpec } from "./command-table.ts";
import { exitCodes } from "./exit-codes.ts";

const width = 88;

/** Words of `text` in lines of at most {@link width} columns, all but the first indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

function table(rows: readonly (readonly [string, string])[]): string {
  const column = Math.max(...rows.map(([left]) => left.length)) + 4;
  return rows
    .map(([left, right]) => `  ${left.padEnd(column - 2)}${wrap(right, column)}`)
    .join("\n");
}

function commandHelp(name: CommandName): string {
  const { operands, summary, flags, notes, example }: CommandSpec = commandTable[name];
  const rows = Object.entries(flags).map(
    ([flag, { value, help }]) =>
      [value === undefined ? `--${flag}` : `--${flag} ${value}`, help] as const,
  );
  const all = [...rows, ["-h, --help", "this text"] as const];
  return [
    `festival-chat ${name}: ${summary}`,
    `Usage: festival-chat ${[name, operands, "[flags]"].filter((part) => part !== "").join(" ")}`,
    table(all),
    ...notes.map((note) => wrap(note, 0)),
    `Example: ${example}`,
  ].join("\n\n");
}

function overallHelp(): string {
  const commands = Object.entries(commandTable).map(
    ([name, { summary }]) => [name, summary] as const,
  );
  const codes = Object.values(exitCodes).map(
    ({ code, meaning }) => [String(code), meaning] as const,
  );
  return [
    "festival-chat: end-to-end encrypted rooms from the command line",
    "Usage: festival-chat COMMAND [flags]",
    table(commands),
    "festival-chat COMMAND --help tells the flags of a command, festival-chat --version the version.",
    `Exit codes:\n\n${table(codes)}`,
  ].join("\n\n");
}

/** Text of --help for one command, or for all. Ends without a newline. */
export const helpText = (command: CommandName | undefined): string =>
  command === undefined ? overallHelp() : commandHelp(command);
