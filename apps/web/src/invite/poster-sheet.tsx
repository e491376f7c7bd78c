/** A sheet of A4 to hang up: code, band, words, and the address that the code opens. */
import type { Room } from "@festival-chat/client";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { bring } from "../strings/bring.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { QrCode } from "./qr-code.tsx";
import { SpokenWords } from "./spoken-words.tsx";

/** Long names get smaller letters; the steps are in invite.css. */
const lengthOf = (name: string): "short" | "middle" | "long" => {
  if (name.length <= 12) return "short";
  return name.length <= 24 ? "middle" : "long";
};

/** @param wifi name of a network that reaches the relay, or "" */
export function PosterSheet({
  room,
  wifi,
}: {
  readonly room: Pick<Room, "name" | "link" | "words" | "fingerprint">;
  readonly wifi: string;
}) {
  const band = bandOf(room.fingerprint);
  const name = room.name ?? t.room.unnamed;
  return (
    <div class="poster-sheet paper">
      <BandStrip band={band} unit={64} />
      <div class="poster-body">
        <p class="poster-name" data-length={lengthOf(name)} dir="auto">
          {name}
        </p>
        <p class="poster-claim">
          {bring.poster.claim} <strong>{bring.poster.point}</strong>
        </p>
        <div class="poster-code">
          <QrCode text={room.link} correction="H" />
        </div>
        <div class="poster-foot">
          {room.words !== undefined && (
            <div class="poster-words">
              <p>{bring.poster.words}</p>
              <SpokenWords words={room.words} label={late.invite.words} />
            </div>
          )}
          <div class="poster-check">
            <p>
              {bring.poster.opens} <strong dir="ltr">{new URL(room.link).host}</strong>
            </p>
            <p class="poster-emoji" aria-hidden="true">
              {band.emoji.join(" ")}
            </p>
          </div>
        </div>
        {wifi !== "" && (
          <p class="poster-wifi">
            <bdi>{bring.poster.joinWifi(wifi)}</bdi>
          </p>
        )}
      </div>
      <BandStrip band={band} unit={64} />
    </div>
  );
}
