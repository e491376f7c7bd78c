/** Budgets are tests: a field has 400 kbit/s on a good day. */
import { deepEqual, ok } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { firstLoad, keptForLater } from "./first-load.ts";
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

/** Behind the first load, while one reads: three more seconds of such a field. */
const firstVisitBytes = 250_000;

test("a first visit, with all that the phone keeps for later, is at most 250 kB compressed", (t) => {
  const folder = join(repositoryRoot, "apps/web/dist");
  const kept = keptForLater(folder);
  const page = firstLoad(folder).find(({ path }) => path === "index.html");
  // Once for the eye and once to be kept: it alone has no hash in its name.
  const total = kept.reduce((sum, { bytes }) => sum + bytes, page?.bytes ?? 0);
  const list = kept.map(({ path, bytes }) => `${bytes} ${path}`).join("\n");
  t.diagnostic(`${total} of at most ${firstVisitBytes} bytes`);
  ok(total <= firstVisitBytes, `${total} bytes:\n${list}`);
  ok(kept.length > 50, `the list was not found:\n${list}`);
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
