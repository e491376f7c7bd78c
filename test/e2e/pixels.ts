/** Pixels of a picture, as a camera has them. */
import type { BrowserContext } from "playwright-core";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, in grey levels. */
  readonly pixels: Uint8ClampedArray;
}

/** Pixels of a PNG, shrunk, unpacked by an empty page because it has no policy against it. */
export async function readPixels(context: BrowserContext, png: Buffer, scale = 1): Promise<Pixels> {
  const page = await context.newPage();
  const { width, height, light } = await page.evaluate(
    async ([base64, factor]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * factor);
      canvas.height = Math.round(image.height * factor);
      const drawing = canvas.getContext("2d");
      if (drawing === null) throw new Error("no canvas");
      drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
      // The green of each pixel is its light, near enough, and a quarter of the bytes.
      let green = "";
      for (let at = 1; at < data.length; at += 4) green += String.fromCharCode(data[at] ?? 0);
      return { width: canvas.width, height: canvas.height, light: btoa(green) };
    },
    [png.toString("base64"), scale] as const,
  );
  await page.close();
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [at, value] of Buffer.from(light, "base64").entries()) {
    pixels.fill(value, 4 * at, 4 * at + 3);
  }
  return { width, height, pixels };
}
