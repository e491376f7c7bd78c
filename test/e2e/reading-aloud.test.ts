/** What a screen reader gets: messages in order with all that is shown, and news in few sentences. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Gallery, openGallery, showScene } from "./gallery-page.ts";

let gallery: Gallery;
before(async () => {
  gallery = await openGallery();
});
afterEach(() => gallery.festival.goHome());
after(() => gallery.end());

/** Writes down what the live region says from now on, and when. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const said: { text: string; at: number }[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector("[aria-live=polite]");
    if (region === null) throw new Error("no live region");
    new MutationObserver(() => {
      const text = region.textContent ?? "";
      if (said.at(-1)?.text !== text) said.push({ text, at: performance.now() });
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });

interface Said {
  readonly text: string;
  readonly at: number;
}

const isSaid = (value: unknown): value is Said =>
  typeof value === "object" && value !== null && "text" in value && "at" in value;

async function heard(page: Page): Promise<readonly Said[]> {
  const said: unknown = await page.evaluate(() => Reflect.get(globalThis, "said"));
  return Array.isArray(said) ? said.filter(isSaid) : [];
}

/** Fifty messages of others arrive, one after the other. */
const burst = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const arrive: unknown = Reflect.get(globalThis, "arriveOne");
    if (typeof arrive !== "function") throw new Error("no scene is shown");
    for (let n = 1; n <= 50; n++) {
      arrive(`Burst ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

describe("read aloud", () => {
  test("a burst of fifty messages is told in at most three sentences, one a second", async () => {
    const { page } = await gallery.festival.phone();
    await showScene(page, "room", "en");
    await listen(page);
    await burst(page);
    await until("the last one was told", async () => {
      const last = (await heard(page)).at(-1)?.text ?? "";
      return last.includes("Burst 50") || /^\d+ new messages/.test(last);
    });
    await until("all of them were told", async () => {
      const told = (await heard(page)).map(({ text }) =>
        Number(/^(\d+) new messages/.exec(text)?.[1] ?? 1),
      );
      return told.reduce((sum, count) => sum + count, 0) >= 50;
    });
    const said = await heard(page);
    ok(said.length <= 3, JSON.stringify(said));
    for (const [index, { at }] of said.entries()) {
      // A timer may be a little early.
      if (index > 0) ok(at - (said[index - 1]?.at ?? 0) >= 990, JSON.stringify(said));
    }
  });

  test("messages stand oldest first, each with author, time, text and state in its name", async () => {
    const { page } = await gallery.festival.phone();
    await showScene(page, "room", "en");
    const names = await chat.messageNames(page);
    ok(names.length >= 10);
    match(
      names.at(-1) ?? "",
      /^Moth 27 \(you\), \S.*, Now he turned around\. Wave!, saved on this phone$/i,
    );
    for (const name of names) match(name, /^[^,]+, .+/);
    const order = await chat
      .messages(page)
      .getByRole("article")
      .evaluateAll((articles) => articles.map((article) => article.getBoundingClientRect().top));
    deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    equal(await page.locator("[role=log], ol[aria-live]").count(), 0);
  });

  // The invite is the whole screen: it has no edge.
  test("in forced colours every tape, button and field has a border", async () => {
    const { page } = await gallery.festival.phone({ forcedColors: "active" });
    const bare: string[] = [];
    for (const scene of ["room-answers", "home-rooms", "menu", "words-typing", "invite"]) {
      await showScene(page, scene, "en");
      const found = await page
        .locator(".tape, .button, .chip, .starter, textarea, .dialog:not(.invite), .slot")
        .evaluateAll((elements) =>
          elements
            .filter((element) => {
              const style = getComputedStyle(element);
              return (
                element.checkVisibility() &&
                (style.borderTopStyle === "none" || style.borderTopWidth === "0px")
              );
            })
            .map((element) => element.className),
        );
      bare.push(...found.map((name) => `${scene}: ${name}`));
    }
    deepEqual([...new Set(bare)], []);
  });
});
