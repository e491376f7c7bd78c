/** From a text to the modules of its QR code (ISO/IEC 18004), and to one path that draws them. */
import { encode } from "uqr";

/** The quiet zone that readers rely on, in modules. */
export const quietZone = 4;

/** M for screens, which are clean and bright; H for paper, which gets dirty, torn and covered. */
export type Correction = "M" | "H";

export interface QrMatrix {
  /** Modules of one side, with the quiet zone. */
  readonly size: number;
  /** Rows from the top; true is dark. */
  readonly rows: readonly (readonly boolean[])[];
}

/** The code of a text with its quiet zone. Correction is higher where that needs no larger code. */
export function qrMatrix(text: string, correction: Correction): QrMatrix {
  const { size, data } = encode(text, { ecc: correction, border: quietZone });
  return { size, rows: data };
}

/** SVG path data of the dark modules, one unit each: runs of a row are one rectangle. */
export function qrPath({ rows }: QrMatrix): string {
  let path = "";
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      let end = x;
      while (row[end] === true) end++;
      path += `M${x} ${y}h${end - x}v1h-${end - x}z`;
      x = end;
    }
  }
  return path;
}
