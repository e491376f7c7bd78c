/** A directory is a device, and belongs to one process at a time. */
import { equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  chooseDirectory,
  directoryName,
  type Surroundings,
  takeDirectory,
  userDirectory,
} from "./data-directory.ts";

describe("the user's data directory", () => {
  const linux: Surroundings = { platform: "linux", environment: {}, home: "/h" };

  test("follows XDG where it is set to an absolute path, and the system's custom elsewhere", () => {
    equal(userDirectory(linux), join("/h", ".local", "share", "festival-chat"));
    const xdg = (value: string) =>
      userDirectory({ ...linux, environment: { XDG_DATA_HOME: value } });
    equal(xdg("/x"), "/x/festival-chat");
    equal(xdg("relative"), userDirectory(linux));
    ok(userDirectory({ ...linux, platform: "darwin" }).includes("Application Support"));
  });

  test("a name never leads out of it", () => {
    equal(directoryName("Anna"), "device-anna");
    equal(directoryName("../../etc/passwd"), "device-etc-passwd");
    equal(directoryName("你好 Ben!"), "device-你好-ben");
    equal(directoryName(".."), "device");
    equal(directoryName(undefined), "device");
  });
});

describe("taking a directory", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "festival-data-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("is private, exclusive, and free again after release", async () => {
    const path = join(folder, "one");
    const first = takeDirectory(path);
    ok(first.ok);
    equal((await stat(path)).mode & 0o077, 0);
    const second = takeDirectory(path);
    ok(!second.ok);
    equal(second.error.kind, "in-use");
    first.value.release();
    const third = takeDirectory(path);
    ok(third.ok);
    third.value.release();
  });

  test("a killed process leaves no lock behind", async () => {
    const path = join(folder, "killed");
    const code = `
      import { takeDirectory } from ${JSON.stringify(new URL("./data-directory.ts", import.meta.url).href)};
      console.log(takeDirectory(${JSON.stringify(path)}).ok);
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", code]);
    await once(child.stdout, "data");
    equal(takeDirectory(path).ok, false);
    child.kill("SIGKILL");
    await once(child, "exit");
    const taken = takeDirectory(path);
    ok(taken.ok);
    taken.value.release();
  });

  test("two of the same name on one machine are two devices; an asked-for directory is never swapped", () => {
    const where: Surroundings = {
      platform: "linux",
      environment: { XDG_DATA_HOME: folder },
      home: "/h",
    };
    const first = chooseDirectory(undefined, "Anna", where);
    const second = chooseDirectory(undefined, "Anna", where);
    ok(first.ok && second.ok);
    equal(second.value.path, `${first.value.path}-2`);
    equal(chooseDirectory(first.value.path, "Anna", where).ok, false);
    first.value.release();
    second.value.release();
  });

  test("a file in its place is told", async () => {
    const path = join(folder, "file");
    await writeFile(path, "");
    const taken = takeDirectory(path);
    ok(!taken.ok);
    equal(taken.error.kind, "unusable");
  });
});
