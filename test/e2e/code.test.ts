/** The code on the invite sheet, seen as a camera sees it: pixels of a screen. */
import { equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import jsqr from "jsqr";
import * as chat from "./chat.ts";
import { type Festival, startFestival } from "./festival.ts";
import { readPixels } from "./pixels.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

for (const colorScheme of ["dark", "light"] as const) {
  test(`the code on a ${colorScheme} screen reads as the room's link, near and far`, async () => {
    const phone = await festival.phone({ colorScheme });
    const { page } = phone;
    await chat.startRoom(page, "Camp Owl");
    await chat.button(page, "Invite").click();
    const code = page.getByRole("img", { name: "QR code", exact: true });
    await code.waitFor();
    const link = await chat.field(page, "Room link").inputValue();
    const box = await code.boundingBox();
    // A large part of the short side, so that a friend need not come closer.
    ok((box?.width ?? 0) >= 0.7 * 390, `${box?.width} px wide`);
    const screen = await page.screenshot();
    for (const scale of [1, 0.6]) {
      const picture = await readPixels(phone.context, screen, scale);
      const seen = jsqr.default(picture.pixels, picture.width, picture.height, {
        inversionAttempts: "dontInvert",
      });
      equal(seen?.data, link);
    }
  });
}

test("a photo of the code opens the room", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  await chat.button(anna.page, "Invite").click();
  await anna.page.getByRole("img", { name: "QR code", exact: true }).waitFor();
  const buffer = await anna.page.screenshot();

  const ben = await festival.phone();
  await ben.page.goto("/");
  await chat.button(ben.page, "Scan a code").click();
  const dialog = ben.page.getByRole("dialog", { name: "Scan or paste a code" });
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "photo.png", mimeType: "image/png", buffer });
  await ben.page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
});
