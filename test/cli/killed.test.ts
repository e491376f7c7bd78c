/** A join that is killed: what it accepted is on disk, and goes out once. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  createFestival,
  createRoom,
  eventually,
  type Festival,
  readHistory,
  type Running,
  withoutPace,
} from "./command-line.ts";

const savedIds = ({ lines }: Running): unknown[] =>
  lines.flatMap((line) =>
    line["event"] === "delivery" && line["state"] === "saved" ? [line["id"]] : [],
  );

const isSaved = (running: Running, count: number) =>
  eventually(
    () => `${count} saved lines`,
    () => (savedIds(running).length >= count ? true : undefined),
  );

describe("SIGKILL", () => {
  let festival: Festival;
  before(async () => {
    festival = await createFestival(withoutPace);
  });
  after(() => festival.end());

  const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);

  async function expectAllOnce(link: string, accepted: readonly unknown[]): Promise<void> {
    const history = await readHistory(festival, link);
    const ids = history.map((line) => line["id"]);
    deepEqual(
      accepted.filter((id) => !ids.includes(id)),
      [],
      "an accepted line was lost",
    );
    equal(new Set(ids).size, ids.length, "a message is there twice");
    // Typed in order, read in order; nothing between two of them is missing or doubled.
    deepEqual(
      history.map((line) => line["text"]),
      lines.slice(0, history.length),
    );
  }

  test("in the middle of sending: the next join sends the rest, exactly once", async () => {
    const { link } = await createRoom(festival);
    const data = join(festival.folder, "killed while sending");
    const anna = festival.start("join", link, "--data", data, "--as", "Anna", "--json");
    await anna.line("joined");
    for (const text of lines) anna.say(text);
    await isSaved(anna, 40);
    anna.signal("SIGKILL");
    await anna.finished;
    const accepted = savedIds(anna);
    ok(accepted.length >= 40);

    const again = await festival.run("join", link, "--data", data, "--as", "Anna", "--json");
    equal(again.code, 0, again.stderr);
    await expectAllOnce(link, accepted);
  });

  test("without any signal: lines accepted while the relay is down go out when it is back", async () => {
    const { link } = await createRoom(festival);
    const data = join(festival.folder, "killed without signal");
    equal((await festival.run("join", link, "--data", data, "--as", "Anna")).code, 0);
    await festival.stopRelay();
    const anna = festival.start("join", link, "--data", data, "--as", "Anna", "--json");
    for (const text of lines.slice(0, 30)) anna.say(text);
    await isSaved(anna, 20);
    anna.signal("SIGKILL");
    await anna.finished;
    const accepted = savedIds(anna);

    // Opened without the relay too, so the outbox is carried through one more start.
    const offline = festival.start("join", link, "--data", data, "--wait", "1", "--json");
    await offline.line("message");
    offline.end();
    equal((await offline.finished).code, 7);

    await festival.startRelay();
    equal((await festival.run("join", link, "--data", data)).code, 0);
    await expectAllOnce(link, accepted);
  });

  test("a directory in use by another join is refused with 8", async () => {
    const { link } = await createRoom(festival);
    const data = join(festival.folder, "in use");
    const anna = festival.start("join", link, "--data", data, "--json");
    await anna.line("joined");
    equal((await festival.run("join", link, "--data", data)).code, 8);
    anna.signal("SIGTERM");
    equal((await anna.finished).code, 0);
    // And one that is no directory.
    equal((await festival.run("join", link, "--data", join(data, "chat.sqlite"))).code, 8);
  });
});
