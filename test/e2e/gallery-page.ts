/** The page of scenes (apps/web/test-support), served by a relay: screens without anybody behind them. */
import type { Page } from "playwright-core";
import { buildGallery } from "../../scripts/build-gallery.ts";
import { type Festival, startFestival } from "./festival.ts";

export interface Gallery {
  readonly festival: Festival;
  /** Every scene's name. */
  readonly names: readonly string[];
  end(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  const built = await buildGallery();
  const festival = await startFestival({ webDir: built.folder });
  const { page } = await festival.phone();
  await page.goto("/");
  const names = await page.locator("html[data-ready]").getAttribute("data-scenes");
  await festival.goHome();
  return {
    festival,
    names: (names ?? "").split(" "),
    async end() {
      await festival.end();
      await built.remove();
    },
  };
}

/** Shows a scene; `lang` "ar" is the one from right to left. */
export async function showScene(page: Page, name: string, lang: string): Promise<void> {
  await page.goto(`/?scene=${name}&lang=${lang}`);
  const ready = page.locator(`html[data-ready="${name}"]`);
  await ready.waitFor({ state: "attached" });
  const problem = await ready.getAttribute("data-problem");
  if (problem !== null) throw new Error(`${name}: ${problem}`);
}

export type Theme = "night" | "noon";

/** Shows the same scene in another look. */
export const look = (page: Page, theme: Theme, letters: string): Promise<void> =>
  page.evaluate(
    async (given) => {
      const change: unknown = Reflect.get(globalThis, "look");
      if (typeof change !== "function") throw new Error("no scene is shown");
      await change(...given);
    },
    [theme, letters],
  );
