/** A QR code: dark on white in every theme, because that is what scanners read. */
import { useMemo } from "preact/hooks";
import { late } from "../strings/late.ts";
import { type Correction, qrMatrix, qrPath } from "./qr-matrix.ts";

export function QrCode({
  text,
  correction = "M",
}: {
  readonly text: string;
  readonly correction?: Correction;
}) {
  const { path, size } = useMemo(() => {
    const matrix = qrMatrix(text, correction);
    return { path: qrPath(matrix), size: matrix.size };
  }, [text, correction]);
  return (
    <svg
      class="qr"
      role="img"
      aria-label={late.invite.qr}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
