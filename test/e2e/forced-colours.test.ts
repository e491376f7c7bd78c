/** Where the system chooses the colours, edges carry what grounds carried before. */
import { deepEqual } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { type Gallery, openGallery, showScene } from "./gallery-page.ts";

let gallery: Gallery;
before(async () => {
  gallery = await openGallery();
});
afterEach(() => gallery.festival.goHome());
after(() => gallery.end());

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
