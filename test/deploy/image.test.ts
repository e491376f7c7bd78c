/** The recipe of the container image: what it takes is there, and what the relay and its tools need is in it. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot, textOf } from "../repository.ts";

const recipe = textOf("deploy/Dockerfile").replaceAll(/\\\n\s*/gu, " ");
const [build = "", image = ""] = recipe.split(/^FROM .*$/mu).slice(1);
const json = (path: string) => JSON.parse(textOf(path));
const copies = (stage: string): readonly (readonly string[])[] =>
  [...stage.matchAll(/^COPY (.+)$/gmu)].map(([, words = ""]) => words.split(" "));

test("the first install knows every workspace", () => {
  const { workspaces }: { readonly workspaces: readonly string[] } = json("package.json");
  const taken = copies(build).flatMap((words) => words.slice(0, -1));
  const missing = workspaces.filter((folder) => !taken.includes(`${folder}/package.json`));
  deepEqual(missing, []);
  for (const path of taken) ok(existsSync(join(repositoryRoot, path)), path);
});

test("the image has the workspaces that the relay and the command line are made of", () => {
  const inImage = copies(image).map((words) => words.at(-1) ?? "");
  const kept = [...build.matchAll(/--workspace (\S+)/gu)].map(([, name = ""]) => name);
  deepEqual(kept, ["@festival-chat/relay", "@festival-chat/cli"]);
  const folders = new Map(
    ["packages/protocol", "packages/client", "apps/relay", "apps/cli"].map((folder) => [
      String(json(`${folder}/package.json`).name),
      folder,
    ]),
  );
  const needed = new Set<string>();
  const look = (name: string): void => {
    const folder = folders.get(name);
    ok(folder !== undefined, `${name} is known`);
    if (needed.has(folder)) return;
    needed.add(folder);
    for (const other of Object.keys(json(`${folder}/package.json`).dependencies)) {
      if (other.startsWith("@festival-chat/")) look(other);
    }
  };
  for (const name of kept) look(name);
  deepEqual(
    [...needed, "node_modules", "apps/web/dist"].filter((folder) => !inImage.includes(folder)),
    [],
  );
  // What is copied to its own name is what is run.
  for (const [from, path = "", to] of copies(image)) {
    deepEqual([from, path], ["--from=build", `/app/${to}`]);
  }
  for (const [, path = ""] of image.matchAll(/\/app\/(apps\/\S+\.js)/gu)) {
    ok(existsSync(join(repositoryRoot, path)), path);
  }
  const [, started = ""] = /"(apps\/[^"]+\.ts)"\]\s*$/u.exec(image) ?? [];
  ok(existsSync(join(repositoryRoot, started)) && started !== "");
  equal(/^USER node$/mu.test(image), true);
});
