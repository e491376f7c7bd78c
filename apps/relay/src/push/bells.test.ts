/** Both implementations of Bells keep the contract; a file that cannot be used says what to do. */
import { equal, throws } from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import type { BellBounds } from "./bells.ts";
import { bellsContract, type BellsUnderTest } from "./bells.contract.ts";
import { createMemoryBells } from "./memory-bells.ts";
import { openSqliteBells } from "./sqlite-bells.ts";

const bounds = { perRoom: 9, all: 9 };

const inMemory = (given: BellBounds): BellsUnderTest => {
  const bells = createMemoryBells(given);
  return { bells, dispose: () => bells.close() };
};

const inFile = (given: BellBounds): BellsUnderTest => {
  const folder = mkdtempSync(join(tmpdir(), "festival-bells-"));
  const path = join(folder, "bells.sqlite");
  let bells = openSqliteBells(path, given);
  return {
    bells,
    restart() {
      bells.close();
      return (bells = openSqliteBells(path, given));
    },
    dispose() {
      bells.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

bellsContract(test, "memory", inMemory, { restarts: false });
bellsContract(test, "SQLite", inFile, { restarts: true });

function bellsFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "festival-bells-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "bells.sqlite");
}

test("only the relay's own user reads the file", (t) => {
  const path = bellsFile(t);
  openSqliteBells(path, bounds).close();
  equal(statSync(path).mode & 0o077, 0);
});

test("a file that is no database, or a newer one, is refused with what to do", (t) => {
  const path = bellsFile(t);
  writeFileSync(path, "something else entirely, long enough to be looked at as a database page");
  throws(() => openSqliteBells(path, bounds), /move it away/);
  rmSync(path);
  const db = new DatabaseSync(path);
  db.exec("PRAGMA user_version = 99");
  db.close();
  throws(() => openSqliteBells(path, bounds), /schema 99/);
});
