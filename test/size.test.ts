/** Budgets are tests: a field has 400 kbit/s on a good day. */
import { deepEqual, ok } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { firstLoad } from "./first-load.ts";
import { repositoryRoot } from "./repository.ts";

/** Two seconds of such a field, less what the round trips take. */
const firstLoadBytes = 60_000;

test("the first load of the web app is at most 60 kB compressed", (t) => {
  const fetched = firstLoad(join(repositoryRoot, "apps/web/dist"));
  const total = fetched.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = fetched.map(({ path, bytes }) => `${bytes} ${path}`).join("\n");
  t.diagnostic(`${total} of at most ${firstLoadBytes} bytes`);
  ok(total <= firstLoadBytes, `${total} bytes:\n${list}`);
  ok(
    fetched.some(({ path }) => path.endsWith(".js")),
    `no script was found:\n${list}`,
  );
});

test("the first load counts what pages, scripts and styles lead to, and nothing that comes later", async () => {
  const folder = await mkdtemp(join(tmpdir(), "festival-size-"));
  const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  try {
    await put(
      "index.html",
      '<link rel="icon" href="/i.svg"><script type="module" src="/a.js"></script><style>@font-face{src:url(/f.woff2)}</style>',
    );
    const [b, c, late] = ["./b.js", "./c.js", "./late.js"].map((path) => JSON.stringify(path));
    await put("a.js", `import{b}from${b};import${c};import(${late});`);
    await put("b.js", "export const b=1;");
    await put("c.js", "");
    await put("f.woff2", "");
    const paths = firstLoad(folder).map(({ path }) => path);
    deepEqual(paths.sort(), ["a.js", "b.js", "c.js", "f.woff2", "index.html"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
