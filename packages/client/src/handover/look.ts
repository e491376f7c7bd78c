/** Looks whether anybody took what this device left ahead, without taking it. */
import { toBase64url } from "@festival-chat/protocol/handover";
import type { Room } from "../api.ts";
import { aheadMillis } from "./give.ts";
import type { PassingPorts } from "./passing-client.ts";
import { wordsOf } from "./passing-words.ts";

/** lies: nobody took it, and somebody still may. gone: nobody did and nobody will. */
export type LeftState = "taken" | "lies" | "gone";

/** So long an answer may take before there is no signal, ms. */
const patienceMillis = 20_000;
/** All of it has come when nothing more came for so long, ms. */
const quietMillis = 2_000;

/** @returns undefined when nothing could be learnt: without signal. Closes its client. */
export function lookAtLeft(
  ports: PassingPorts,
  secret: Uint8Array,
): Promise<LeftState | undefined> {
  const { client, now, schedule } = ports;
  return new Promise((resolve) => {
    let room: Room | undefined;
    let over = false;
    let rest = (): void => undefined;

    function end(state: LeftState | undefined): void {
      if (over) return;
      over = true;
      giveUp();
      rest();
      stop();
      void client.close();
      resolve(state);
    }

    function look(): void {
      if (room === undefined || over) return;
      const { kind } = room.membership;
      if (kind === "no-such-room" || kind === "refused") return end("gone");
      const said = wordsOf(room.messages());
      if (said.some(({ word }) => word.kind === "taken")) return end("taken");
      rest();
      const offer = said.find(({ word }) => word.kind === "offer");
      // What was said last may come last: the offer alone says nothing yet.
      if (offer === undefined) return;
      const late = now() > offer.message.at + aheadMillis;
      const past = late || said.some(({ word }) => word.kind === "gone");
      rest = schedule(() => end(past ? "gone" : "lies"), quietMillis);
    }

    const giveUp = schedule(() => end(undefined), patienceMillis);
    const stop = client.on(look);
    void (async () => {
      await client.open();
      const joined = await client.join(`#${toBase64url(secret)}`);
      if (!joined.ok) return end("gone");
      room = joined.value;
      look();
    })();
  });
}
