/** Reads a QR code from a picture: with the browser's own reader where it has one, else with ours. */
type Picture = HTMLVideoElement | ImageBitmap;

/** The parts of the Barcode Detection API in use. */
interface CodeReader {
  detect(picture: Picture): Promise<readonly { readonly rawValue: string }[]>;
}
type CodeReaderConstructor = new (options: { formats: string[] }) => CodeReader;

declare global {
  interface Window {
    readonly BarcodeDetector?: CodeReaderConstructor;
  }
}

const readerDeadlineMillis = 1_500;
/** Longest side our reader looks at: more pixels cost time and find nothing more. */
const longestSide = 1_024;

async function withBrowser(picture: Picture): Promise<string | undefined> {
  if (window.BarcodeDetector === undefined) return undefined;
  const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
  const never = new Promise<readonly { readonly rawValue: string }[]>((resolve) => {
    setTimeout(resolve, readerDeadlineMillis, []);
  });
  const found = await Promise.race([reader.detect(picture), never]);
  return found[0]?.rawValue;
}

/** quick: one of many pictures of a camera. thorough: the only picture there is. */
type Effort = "quick" | "thorough";

async function withOurs(picture: Picture, effort: Effort): Promise<string | undefined> {
  const { decodeQR } = await import("qr/decode.js");
  const width = picture instanceof HTMLVideoElement ? picture.videoWidth : picture.width;
  const height = picture instanceof HTMLVideoElement ? picture.videoHeight : picture.height;
  if (width === 0 || height === 0) return undefined;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  try {
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    return decodeQR(image, effort === "thorough" ? { effort: 3, timeLimit: 2_000 } : {});
  } catch {
    // No code in this picture.
    return undefined;
  }
}

/** The text of a QR code in the picture, or undefined when none is found. */
export async function readCode(
  picture: Picture,
  effort: Effort = "quick",
): Promise<string | undefined> {
  try {
    const found = await withBrowser(picture);
    if (found !== undefined) return found;
  } catch {
    // A reader that is there and does not work: ours does.
  }
  return withOurs(picture, effort);
}
