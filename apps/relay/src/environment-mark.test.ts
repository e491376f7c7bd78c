/** Staging and production never share a database, a key or a push identity: a folder of data is one's. */
import { equal, match, rejects } from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { backUp, restore } from "./backup.ts";
import { environmentFile, foreignDataDir } from "./environment-mark.ts";
import { testServer } from "./socket-member.fixture.ts";

const folderFor = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), "relay-mark-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const startAs = (FESTIVAL_ENV: string, dataDir: string) =>
  testServer({ dataDir, environ: { FESTIVAL_ENV } });

/** What a relay of the first environment leaves behind. */
async function usedBy(environment: string, dataDir: string): Promise<void> {
  await (await startAs(environment, dataDir)).close();
}

test("a relay is refused the data of another environment, and told what mends it", async (t) => {
  const folder = folderFor(t);
  await usedBy("production", folder);
  for (const other of ["staging", "development"]) {
    await rejects(startAs(other, folder), {
      name: "DatabaseRefused",
      message: new RegExp(
        `data and keys of production, and this relay is of ${other}\\. Give it a folder of its own`,
      ),
    });
  }
  await usedBy("production", folder);
});

test("a copy of production's data stays production's where it is put back", async (t) => {
  const folder = folderFor(t);
  const [production, staging] = [join(folder, "production"), join(folder, "staging")];
  await usedBy("production", production);
  await usedBy("staging", staging);
  equal(backUp(production, join(folder, "copy")).ok, true);
  equal(restore(join(folder, "copy"), staging, "before").ok, true);
  await rejects(startAs("staging", staging), /data and keys of production/);
});

test("data that nobody has marked, or half a mark, is taken by whoever starts first", async (t) => {
  const folder = folderFor(t);
  for (const torn of ["", "prod", "\0\0\0\0"]) {
    writeFileSync(join(folder, environmentFile), torn);
    equal(foreignDataDir(folder, "staging"), undefined);
  }
  await usedBy("staging", folder);
  match(foreignDataDir(folder, "production") ?? "", /of staging/);
});
