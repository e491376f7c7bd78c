/** A new version of the app arrives while somebody writes: it waits, and takes nothing with it. */
import { deepEqual, equal } from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { webDir } from "../../scripts/build-web.ts";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";

let festival: Festival;
let gate: Gate;
let newBuild: string;
before(async () => {
  festival = await startFestival();
  gate = await startGate(() => festival.relay.port);
  newBuild = await mkdtemp(join(tmpdir(), "festival-build-"));
});
afterEach(() => festival.goHome());
after(async () => {
  await gate.close();
  await festival.end();
  await rm(newBuild, { recursive: true, force: true });
});

/** The same app under the name of another version. */
async function buildAnother(): Promise<void> {
  await cp(webDir, newBuild, { recursive: true });
  const worker = join(newBuild, "sw.js");
  const text = await readFile(worker, "utf8");
  await writeFile(worker, `${text}\n// Another version.\n`);
  for (const form of [".br", ".gz"]) await rm(`${worker}${form}`);
}

test("a new version waits for a tap, and keeps the draft and what is not sent yet", async () => {
  const anna = await festival.phone();
  const ben = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { fragment } = await chat.readInvite(anna.page);
  await ben.page.goto(`${gate.origin}/#${fragment}`);
  await chat.say(ben.page, "Before");
  await chat.isSent(ben.page, "Before");
  await until("the app is kept for later", () =>
    ben.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated";
    }),
  );
  await ben.page.reload();
  await chat.message(ben.page, "Before").waitFor();

  await buildAnother();
  festival.relay.serve(newBuild);
  await festival.relay.kill();
  await festival.relay.start();
  await ben.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await ben.page.getByRole("button", { name: "Update" }).waitFor();
  gate.shut();
  await chat.say(ben.page, "Not sent yet");
  await chat.composer(ben.page).fill("Half a sentence");

  const reloaded = ben.page.waitForEvent("load");
  await ben.page.getByRole("button", { name: "Update" }).tap();
  await reloaded;
  await chat.message(ben.page, /Not sent yet, saved on this phone$/).waitFor();
  equal(await chat.composer(ben.page).inputValue(), "Half a sentence");
  gate.open();
  await chat.isSent(ben.page, "Not sent yet");
  await chat.message(anna.page, "Not sent yet").waitFor();
  deepEqual(await chat.texts(anna.page), ["Before", "Not sent yet"]);
});
