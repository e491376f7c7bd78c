/** A bad day: yesterday's copy is put back, and the phones bring what was said since. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createFestival } from "./command-line.ts";

test("[B9] after a restore nothing acknowledged is missing while a member still has it", async () => {
  const festival = await createFestival();
  try {
    const data = join(festival.folder, "relay");
    ok(existsSync(join(data, "relay.sqlite")), readdirSync(festival.folder).join());
    const created = await festival.run(
      ...["create", "--relay", festival.origin, "--name", "Camp Owl"],
      ...["--data", join(festival.folder, "host"), "--json"],
    );
    const { link }: { link: string } = JSON.parse(created.stdout);
    const anna = join(festival.folder, "anna");
    const say = (text: string) => festival.run("send", link, "--as", "Anna", "--data", anna, text);
    equal((await say("before the copy")).code, 0);

    const copy = join(festival.folder, "copy");
    const backedUp = await festival.run("backup", copy, "--data", data, "--json");
    equal(backedUp.code, 0, backedUp.stderr);
    equal((await say("after the copy")).code, 0);

    const early = await festival.run("restore", copy, "--data", data);
    equal(early.code, 8);
    match(early.stderr, /stop it first/);

    await festival.stopRelay();
    const restored = await festival.run("restore", copy, "--data", data);
    equal(restored.code, 0, restored.stderr);
    await festival.startRelay();

    // Anna's phone comes back and brings what the copy does not know.
    const phone = festival.start("join", link, "--data", anna, "--stay", "--json");
    await phone.line("joined");
    const texts = async (): Promise<readonly unknown[]> => {
      const { stdout } = await festival.run("history", link, "--json");
      return stdout
        .split("\n")
        .filter(Boolean)
        .map((line): { text?: unknown } => JSON.parse(line))
        .map(({ text }) => text);
    };
    let found: readonly unknown[] = [];
    // Phones bring it one after the other, within half a minute (SPEC S8).
    for (let look = 0; look < 160 && found.length < 2; look++) {
      found = await texts();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    deepEqual(found, ["before the copy", "after the copy"]);
    phone.end();
    phone.signal("SIGTERM");
    await phone.finished;
  } finally {
    await festival.end();
  }
});

test("what is no backup is not restored, and what was there stays", async () => {
  const festival = await createFestival();
  try {
    const data = join(festival.folder, "relay");
    await festival.stopRelay();
    const broken = join(festival.folder, "broken");
    equal((await festival.run("backup", broken, "--data", data)).code, 0);
    await writeFile(join(broken, "relay.sqlite"), "this is no database");
    const before = readdirSync(data).toSorted();
    const { code, stderr } = await festival.run("restore", broken, "--data", data);
    equal(code, 8);
    match(stderr, /not a database|damaged/);
    deepEqual(readdirSync(data).toSorted(), before);
    equal((await festival.run("restore", festival.folder, "--data", data)).code, 8);
    equal((await festival.run("backup", broken, "--data", data)).code, 8);
  } finally {
    await festival.end();
  }
});
