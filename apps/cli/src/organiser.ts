/** organiser: who may sign in to the console of a relay, which may run meanwhile. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  createAuditLog,
  createOrganisers,
  openOrganiserDatabase,
  organiserFile,
  write,
} from "@festival-chat/relay";
import type { CommandContext } from "./command-context.ts";
import type { ExitName } from "./exit-codes.ts";
import type { OrganiserOptions } from "./invocation.ts";

/** Opens the relay's file, does one thing with it and closes it. A file that cannot be used is told. */
export function runOrganiser(options: OrganiserOptions, { output }: CommandContext): ExitName {
  const dataDir = resolve(options.data ?? process.env["DATA_DIR"] ?? "./data");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const db = openOrganiserDatabase(join(dataDir, organiserFile));
    try {
      return carryOut(options, db, output);
    } finally {
      db.close();
    }
  } catch (error) {
    output.say(error instanceof Error ? error.message : String(error));
    return "storage";
  }
}

function carryOut(
  { act, name, role, json }: OrganiserOptions,
  db: ReturnType<typeof openOrganiserDatabase>,
  output: CommandContext["output"],
): ExitName {
  const organisers = createOrganisers(db);
  const audit = createAuditLog(db);
  const at = Date.now();
  const note = (what: string, detail: string) => audit.add({ at, who: "", what, detail });
  switch (act) {
    case "add": {
      const token = write(db, () => {
        const made = organisers.add(name, role, at);
        if (made !== undefined) note("organiser-added", `name=${name} role=${role}`);
        return made;
      });
      if (!token.ok) throw new Error(`The token was not stored: ${token.error.what}.`);
      if (token.value === undefined) {
        output.say(
          `There is an organiser "${name}" already: remove it first, or take another name.`,
        );
        return "failed";
      }
      if (json) output.json({ name, role, token: token.value });
      else {
        output.line(token.value);
        output.say(`${name} (${role}) signs in with it at /organiser. It is not shown again.`);
      }
      return "ok";
    }
    case "remove": {
      const removed = write(db, () => {
        const was = organisers.remove(name);
        if (was) note("organiser-removed", `name=${name}`);
        return was;
      });
      if (!removed.ok) throw new Error(`Nobody was removed: ${removed.error.what}.`);
      if (!removed.value) {
        output.say(`There is no organiser "${name}".`);
        return "failed";
      }
      if (json) output.json({ name, removed: true });
      else output.line(`${name} is removed.`);
      return "ok";
    }
    case "list":
      for (const organiser of organisers.all()) {
        const passkeys = organisers.passkeysOf(organiser.name).length;
        if (json) output.json({ ...organiser, passkeys });
        else {
          const last = organiser.lastSignInAt;
          const seen = last === 0 ? "never signed in" : `last ${new Date(last).toISOString()}`;
          output.line(`${organiser.name}  ${organiser.role}  ${passkeys} passkeys  ${seen}`);
        }
      }
      return "ok";
  }
}
