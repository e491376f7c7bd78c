/** What an open room costs while nobody says anything: gate 29, counted frame by frame. */
import { equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import { type Attendee, festival, type Scene } from "./festival.ts";

const minute = 60_000;
const hour = 60 * minute;
/** Of an hour, both directions together; the gate allows four times as much. */
const mostBytes = 15_000;
/** The relay asks for a sign of life, and the phone's system answers: 2 and 6 bytes. */
const heartbeatMillis = 25_000;
const heartbeatBytes = 8;

const carriedBy = ({ phone }: Attendee): number =>
  phone.connections().reduce((sum, { carried }) => sum + carried.up + carried.down, 0);

/** Three phones in a room in which something was said. */
async function camp(): Promise<Scene> {
  const scene = await festival({ seed: 29 });
  for (const one of [scene.anna, scene.ben, scene.cleo]) {
    one.arrives();
    await scene.pass(2_000);
  }
  // Who only reads is not told of: presence begins with the first words.
  for (const one of [scene.anna, scene.ben, scene.cleo]) one.says();
  await scene.settled();
  await scene.pass(minute);
  return scene;
}

describe("an idle hour in an open room", () => {
  test("while the same people are there, heartbeats are nearly all that goes over the wire", async () => {
    const { anna, pass } = await camp();
    const [link, ...more] = anna.phone.connections();
    const before = carriedBy(anna);
    await pass(hour);
    const bytes = carriedBy(anna) - before;
    equal(more.length, 0);
    equal(anna.phone.connections()[0], link, "one link for the whole hour");
    const beats = Math.floor(hour / heartbeatMillis) * heartbeatBytes;
    ok(bytes >= beats * 0.8, `${bytes} bytes: heartbeats were counted`);
    ok(bytes <= mostBytes / 4, `${bytes} bytes`);
  });

  test("while one of them comes and goes every two minutes", async () => {
    const { anna, cleo, pass } = await camp();
    const before = carriedBy(anna);
    for (let i = 0; i < 30; i++) {
      cleo.phone.die(false);
      await pass(minute);
      cleo.arrives();
      await pass(minute);
    }
    const bytes = carriedBy(anna) - before;
    ok(bytes > 2_000, `${bytes} bytes: presence was counted`);
    ok(bytes <= mostBytes, `${bytes} bytes`);
  });
});
