/** Two pictures that both phones show: the same ones, or it is another phone. */
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";

export function Sign({ bytes }: { readonly bytes: Uint8Array }) {
  const band = bandOf(bytes);
  return (
    <div class="handover-sign">
      <BandStrip band={band} unit={40} />
      <p>{band.emoji.join(" ")}</p>
    </div>
  );
}
