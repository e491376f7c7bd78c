/** backup and restore: a relay's data directory, as it is at one moment. */
import { resolve } from "node:path";
import { backUp, type KeptFile, restore } from "@festival-chat/relay";
import type { Result } from "@festival-chat/protocol/wire";
import type { CommandContext } from "./command-context.ts";
import type { ExitName } from "./exit-codes.ts";
import type { BackupOptions } from "./invocation.ts";

const dataDirOf = ({ data }: BackupOptions): string =>
  resolve(data ?? process.env["DATA_DIR"] ?? "./data");

function tell(
  done: Result<readonly KeptFile[], string>,
  where: string,
  { json }: BackupOptions,
  { output }: CommandContext,
): ExitName {
  if (!done.ok) {
    output.say(done.error);
    return "storage";
  }
  if (json) output.json({ folder: where, files: done.value });
  else {
    for (const { name, bytes } of done.value) output.line(`✓ ${name}  ${bytes} bytes`);
    output.line(where);
  }
  return "ok";
}

/** Copies while the relay runs. */
export function runBackup(options: BackupOptions, context: CommandContext): ExitName {
  const folder = resolve(options.folder);
  return tell(backUp(dataDirOf(options), folder), folder, options, context);
}

/** Puts a copy back; the relay must not run. */
export function runRestore(options: BackupOptions, context: CommandContext): ExitName {
  const dataDir = dataDirOf(options);
  const aside = `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
  const exit = tell(restore(resolve(options.folder), dataDir, aside), dataDir, options, context);
  if (exit === "ok" && !options.json) {
    context.output.say(`What was there lies in ${aside}. Start the relay: phones bring the rest.`);
  }
  return exit;
}
