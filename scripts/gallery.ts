/**
 * `npm run gallery [-- --only text] [--look text]`: a picture of every scene, in both themes, on a
 * phone and a desk, from left to right and from right to left, in gallery/ with a page to look at.
 * `--only invite` and `--look phone-night` leave out scenes and looks without that text.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type Browser, chromium } from "playwright-core";
import { readConfig, startRelay } from "../apps/cli/src/serve/run-relay.ts";
import { buildGallery } from "./build-gallery.ts";
import { findChromium } from "./chromium.ts";
import { readOptions } from "./options.ts";
import { root } from "./root.ts";

const devices = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desk: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;
const themes = ["night", "noon"] as const;
const languages = { ltr: "en", rtl: "ar" } as const;

interface Look {
  readonly name: string;
  readonly device: keyof typeof devices;
  readonly query: string;
}

const looks: readonly Look[] = (["phone", "desk"] as const).flatMap((device) =>
  themes.flatMap((theme) =>
    (["ltr", "rtl"] as const).map((direction) => ({
      name: `${device}-${theme}-${direction}`,
      device,
      query: `theme=${theme}&lang=${languages[direction]}`,
    })),
  ),
);

/** Pages that draw at the same time: more than cores only makes each slower. */
const atOnce = 2;

const folder = join(root, "gallery");

/** The names of all scenes, as the page knows them. */
async function scenesOf(browser: Browser, origin: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(origin);
  const names = await page.locator("html[data-ready]").getAttribute("data-scenes");
  await page.close();
  return (names ?? "").split(" ");
}

/** Draws every scene in one look. @returns what went wrong, one line each */
async function draw(
  browser: Browser,
  origin: string,
  look: Look,
  names: readonly string[],
): Promise<string[]> {
  const problems: string[] = [];
  const context = await browser.newContext({ ...devices[look.device], reducedMotion: "reduce" });
  await mkdir(join(folder, look.name), { recursive: true });
  for (const name of names) {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(`${look.name}/${name}: ${error.message}`));
    await page.goto(`${origin}/?scene=${name}&${look.query}`);
    const ready = page.locator(`html[data-ready="${name}"]`);
    await ready.waitFor({ state: "attached" });
    const problem = await ready.getAttribute("data-problem");
    if (problem !== null) problems.push(`${look.name}/${name}: ${problem}`);
    await page.screenshot({ path: join(folder, look.name, `${name}.png`) });
    await page.close();
  }
  await context.close();
  return problems;
}

const pageOf = (names: readonly string[], chosen: readonly Look[]): string => {
  const rows = names.map(
    (name) =>
      `<tr><th>${name}</th>${chosen
        .map(
          (look) =>
            `<td><a href="${look.name}/${name}.png"><img loading="lazy" src="${look.name}/${name}.png" alt="${name}, ${look.name}"></a></td>`,
        )
        .join("")}</tr>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body{font:15px system-ui;margin:16px}img{height:420px;border:1px solid #888}th{text-align:start;vertical-align:top;position:sticky;left:0;background:#fff}td{padding:4px}</style>
<table><tr><th></th>${chosen.map(({ name }) => `<th>${name}</th>`).join("")}</tr>
${rows.join("\n")}</table>\n`;
};

async function run(only: string, wanted: string): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "festival-gallery-data-"));
  const built = await buildGallery();
  const settings = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: dataDir, FESTIVAL_ENV: "development" };
  const relay = await startRelay(readConfig(settings), built.folder);
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: asRoot ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
  });
  try {
    const origin = `http://127.0.0.1:${relay.port}`;
    const names = (await scenesOf(browser, origin)).filter((name) => name.includes(only));
    const chosen = looks.filter(({ name }) => name.includes(wanted));
    if (only === "" && wanted === "") await rm(folder, { recursive: true, force: true });
    const waiting = [...chosen];
    const problems: string[] = [];
    const lane = async (): Promise<void> => {
      for (let look = waiting.shift(); look !== undefined; look = waiting.shift()) {
        problems.push(...(await draw(browser, origin, look, names)));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    await writeFile(join(folder, "index.html"), pageOf(names, chosen));
    process.stdout.write(`${names.length * chosen.length} pictures in ${folder}\n`);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await relay.drain();
    await built.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const usage = `npm run gallery [-- --only text] [--look text]

A picture of every scene, in both themes, on a phone and a desk, from left to right and from right to
left, in gallery/ with a page to look at.

  --only TEXT     scenes with that text in their names, as invite
  --look TEXT     looks with that text in their names, as phone-night

Exit codes: 0 all are drawn, 1 something was wrong on a page, 2 wrong options.`;
const values = readOptions(usage, {
  only: { type: "string", default: "" },
  look: { type: "string", default: "" },
});
process.exit(await run(values.only, values.look));
