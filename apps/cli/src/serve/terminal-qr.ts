/** A QR code in a terminal, black on white whatever the terminal's own colours are. */
import { renderUnicodeCompact } from "uqr";

/** Light modules are drawn as blocks, so white is the foreground; 256-colour codes ignore themes. */
const whiteOnBlack = "\u001B[38;5;231;48;5;16m";
const reset = "\u001B[0m";

/**
 * Lines of text that phones can scan.
 * @param colour false where no colours are understood (a file, a pipe)
 */
export const drawQr = (text: string, colour: boolean): string => {
  // ISO/IEC 18004 asks for a quiet zone of four modules.
  const lines = renderUnicodeCompact(text, { ecc: "M", border: 4 }).split("\n");
  return lines.map((line) => (colour ? `${whiteOnBlack}${line}${reset}` : line)).join("\n");
};
