/** Same name, same rooms: the bands that have come, and a tick. */
import type { ArrivedRoom } from "@festival-chat/client/handover";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { bring } from "../strings/bring.ts";
import { LateIcon } from "../ui/late-icons.tsx";

/** More bands than these say nothing more. */
const shown = 5;

export function Arrived({ rooms }: { readonly rooms: readonly ArrivedRoom[] }) {
  const name = rooms.find((room) => room.myName !== undefined)?.myName;
  return (
    <>
      <div class="arrived-bands" aria-hidden="true">
        {rooms.slice(0, shown).map(({ fingerprint }, index) => (
          <BandStrip key={index} band={bandOf(fingerprint)} unit={24} clasp />
        ))}
      </div>
      <p class="arrived" role="status">
        <LateIcon name="check" />
        <span>{bring.take.rooms(rooms.length)}</span>
      </p>
      {name !== undefined && (
        <p class="arrived">
          <LateIcon name="check" />
          <bdi>{bring.take.youAre(name)}</bdi>
        </p>
      )}
      <p class="explain">{bring.take.messages}</p>
      <button type="button" class="button primary" autofocus onClick={() => location.replace("/")}>
        {bring.take.open}
      </button>
    </>
  );
}
