/** A process of its own: brings a database to the newest schema and is killed before its n-th step. */
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./schema.ts";

const [path, steps] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: migrate-until-killed <database> <steps>");
let left = Number(steps);

/** Counts what is executed, and dies in the midst of it. */
class MortalDatabase extends DatabaseSync {
  override exec(sql: string): void {
    if (left-- === 0) process.kill(process.pid, "SIGKILL");
    super.exec(sql);
  }
}

migrate(new MortalDatabase(path));
process.stdout.write("done\n");
