/** Codes of ours under decoders of others, codes of others under the decoder of ours. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import {
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  QRCodeReader,
  RGBLuminanceSource,
} from "@zxing/library";
import jsqr from "jsqr";
import { decodeQR } from "qr/decode.js";
import qrcode from "qrcode-generator";
import {
  type Conditions,
  createDraws,
  photograph,
  type Picture,
} from "../../test-support/qr-pictures.ts";
import { type Correction, qrMatrix, type QrMatrix, qrPath, quietZone } from "./qr-matrix.ts";

type Decoder = (picture: Picture) => string | undefined;

function zxing({ width, height, data }: Picture): string | undefined {
  const light = new Uint8ClampedArray(width * height);
  for (let at = 0; at < light.length; at++) light[at] = data[at * 4] ?? 0;
  const source = new RGBLuminanceSource(light, width, height);
  const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
  for (const Binarizer of [HybridBinarizer, GlobalHistogramBinarizer]) {
    try {
      return new QRCodeReader().decode(new BinaryBitmap(new Binarizer(source)), hints).getText();
    } catch {
      // Nothing found this way.
    }
  }
  return undefined;
}

const jsQr: Decoder = ({ data, width, height }) =>
  jsqr.default(data, width, height, { inversionAttempts: "dontInvert" })?.data;

const ours: Decoder = (picture) => {
  try {
    return decodeQR(picture, { effort: 3, timeLimit: 2_000 });
  } catch {
    return undefined;
  }
};

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** An invite link with a secret drawn at random. */
function linkOf(draw: () => number): string {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => base64url[Math.floor(draw() * 64)]).join("");
  return `https://owl.camp/#${letters(22)}.${letters(11)}`;
}

const clear: Conditions = { module: 10, turn: 0, blur: 0, glare: 0, noise: 0 };

/** What happens to a code between a screen and a phone. The far one is the near one at 30 %. */
const conditions: Record<string, (draw: () => number) => Conditions> = {
  "as it is": () => clear,
  "out of focus": (draw) => ({ ...clear, blur: 2 + 2 * draw(), noise: 4 }),
  turned: (draw) => ({ ...clear, module: 6, turn: 60 * draw() - 30, noise: 4 }),
  "with a glare on it": (draw) => ({ ...clear, module: 6, glare: 0.25 + 0.2 * draw(), noise: 4 }),
  "far away": (draw) => ({ ...clear, module: 3, turn: 10 * draw() - 5, noise: 6 }),
  "turned, out of focus, with a glare": (draw) => ({
    module: 7,
    turn: 30 * draw() - 15,
    blur: 0.5 + 0.5 * draw(),
    glare: 0.25 * draw(),
    noise: 5,
  }),
};

/** Pictures of each kind. */
const pictures = 17;

/**
 * What a camera sees of one code: a picture, and where that is not enough the one after it, for which
 * the hand has moved a little. The same for every decoder.
 */
interface Sight {
  readonly kind: string;
  readonly link: string;
  readonly first: Picture;
  readonly second: () => Picture;
}

const seeds = createDraws(40);
const album: readonly Sight[] = Object.entries(conditions).flatMap(([kind, conditionsOf]) =>
  Array.from({ length: pictures }, () => {
    const link = linkOf(seeds);
    const code = qrMatrix(link, "M");
    const seen = conditionsOf(seeds);
    const first = photograph(code, seen, seeds);
    const draw = createDraws(Math.floor(seeds() * 2 ** 32));
    const moved = { ...seen, turn: seen.turn + 2, module: seen.module * 1.04 };
    return { kind, link, first, second: () => photograph(code, moved, draw) };
  }),
);

test("an invite is a code of 33 by 33 modules, with four of quiet zone around it", () => {
  const code = qrMatrix(linkOf(createDraws(1)), "M");
  equal(code.size, 33 + 2 * quietZone);
  for (const [y, row] of code.rows.entries()) {
    for (const [x, dark] of row.entries()) {
      const inside = [x, y].every((at) => at >= quietZone && at < code.size - quietZone);
      ok(inside || !dark, `${x}, ${y} is dark`);
    }
  }
});

test("the path that is drawn has exactly the dark modules", () => {
  const code = qrMatrix(linkOf(createDraws(2)), "M");
  const drawn = code.rows.map((row) => row.map(() => false));
  for (const [, x = "", y = "", wide = ""] of qrPath(code).matchAll(
    /M(\d+) (\d+)h(\d+)v1h-\d+z/g,
  )) {
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(wide));
  }
  deepEqual(drawn, code.rows);
});

for (const [name, decode] of Object.entries({ jsQR: jsQr, ZXing: zxing, "our scanner": ours })) {
  test(`${name} reads at least 99 % of our codes: near, far, turned, blurred, in the sun`, (t) => {
    const missed = album.filter(
      ({ link, first, second }) => decode(first) !== link && decode(second()) !== link,
    );
    const read = album.length - missed.length;
    t.diagnostic(`${read} of ${album.length}`);
    ok(read >= 0.99 * album.length, `missed: ${missed.map(({ kind }) => kind).join(", ")}`);
  });
}

/** The code of a text by an encoder that shares no line with ours. */
function byAnother(text: string, correction: Correction): QrMatrix {
  const code = qrcode(0, correction);
  code.addData(text, "Byte");
  code.make();
  const size = code.getModuleCount() + 2 * quietZone;
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => {
      const [row, column] = [y - quietZone, x - quietZone];
      const inside = [row, column].every((at) => at >= 0 && at < code.getModuleCount());
      return inside && code.isDark(row, column);
    }),
  );
  return { size, rows };
}

test("our scanner reads the codes of another encoder", () => {
  const draw = createDraws(7);
  for (const correction of ["M", "H"] as const) {
    for (let count = 0; count < 10; count++) {
      const link = linkOf(draw);
      const seen = { ...clear, module: 5, turn: 30 * draw() - 15, blur: 0.5, noise: 5 };
      equal(ours(photograph(byAnother(link, correction), seen, draw)), link);
    }
  }
});

test("a poster is read with a fifth of its code torn off", () => {
  const draw = createDraws(12);
  for (let count = 0; count < 8; count++) {
    const link = linkOf(draw);
    const { size, rows } = qrMatrix(link, "H");
    const torn = rows.map((row, y) =>
      row.map((dark, x) => dark && !(x > size * 0.5 && y > size * 0.42 && y < size * 0.62)),
    );
    const picture = photograph({ size, rows: torn }, { ...clear, module: 6, noise: 4 }, draw);
    for (const decode of [jsQr, zxing, ours]) equal(decode(picture), link);
  }
});
