/** audit verify: walks the hash chain of a relay's audit log. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createAuditLog, openOrganiserDatabase, organiserFile } from "@festival-chat/relay";
import type { CommandContext } from "./command-context.ts";
import type { ExitName } from "./exit-codes.ts";
import type { AuditOptions } from "./invocation.ts";

export function runAudit({ data, json }: AuditOptions, { output }: CommandContext): ExitName {
  const dataDir = resolve(data ?? process.env["DATA_DIR"] ?? "./data");
  const file = join(dataDir, organiserFile);
  if (!existsSync(file)) {
    output.say(`${dataDir} has no ${organiserFile}: name the relay's DATA_DIR.`);
    return "storage";
  }
  try {
    const db = openOrganiserDatabase(file);
    try {
      const verdict = createAuditLog(db).verify();
      const { length, head, brokenAt } = verdict;
      if (json) output.json({ ...verdict, whole: brokenAt === 0 });
      else if (brokenAt === 0) output.line(`✓ ${length} entries, newest ${head}`);
      else output.line(`✗ entry ${brokenAt} of ${length} was changed, left out or put in`);
      return brokenAt === 0 ? "ok" : "tampered";
    } finally {
      db.close();
    }
  } catch (error) {
    output.say(error instanceof Error ? error.message : String(error));
    return "storage";
  }
}
