/** The code on the invite sheet, seen as a camera sees it: pixels of a screen. */
import { equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import jsqr from "jsqr";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** Pixels of a PNG, shrunk, unpacked by an empty page because it has no policy against it. */
async function unpack(page: Page, png: Buffer, scale: number): Promise<Picture> {
  const { width, height, light } = await page.evaluate(
    async ([base64, factor]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * factor);
      canvas.height = Math.round(image.height * factor);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      // The green of each pixel is its light, near enough, and a quarter of the bytes.
      let green = "";
      for (let at = 1; at < data.length; at += 4) green += String.fromCharCode(data[at] ?? 0);
      return { width: canvas.width, height: canvas.height, light: btoa(green) };
    },
    [png.toString("base64"), scale] as const,
  );
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [at, value] of Buffer.from(light, "base64").entries()) {
    pixels.fill(value, 4 * at, 4 * at + 3);
  }
  return { width, height, pixels };
}

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
    const table = await phone.context.newPage();
    for (const scale of [1, 0.6]) {
      const picture = await unpack(table, screen, scale);
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
