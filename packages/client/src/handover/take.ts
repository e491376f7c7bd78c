/** Taking: this device comes by a code to what another one gives. */
import {
  createHandoverKey,
  handoverSign,
  openHandover,
  toBase64url,
} from "@festival-chat/protocol/handover";
import { parseLink } from "@festival-chat/protocol/e2e";
import type { Room } from "../api.ts";
import { type Belongings, readBelongings } from "./belongings.ts";
import { aheadMillis, offerMillis } from "./give.ts";
import type { PassingPorts } from "./passing-client.ts";
import { formatWord, fromParts, wordsOf } from "./passing-words.ts";

export type TakingState =
  | { readonly kind: "looking" }
  /** Nobody offers anything under these words. */
  | { readonly kind: "nothing" }
  /** The other device asks its person, who sees this sign (32 bytes). */
  | { readonly kind: "waiting"; readonly sign: Uint8Array }
  | { readonly kind: "receiving"; readonly got: number; readonly count: number }
  | { readonly kind: "here"; readonly belongings: Belongings }
  /** taken: another device has it. time: the offer does not stand any more. */
  | { readonly kind: "over"; readonly why: "taken" | "time" };

export interface Taking {
  readonly state: TakingState;
  /** What came is kept: the other device is told. Settles when it was, or cannot be. */
  finish(): Promise<void>;
  stop(): void;
}

export interface TakingOptions {
  readonly ports: PassingPorts;
  /** The secret of a link, or six words of the list. */
  readonly from: Uint8Array | readonly string[];
  readonly changed: (state: TakingState) => void;
}

/** So long the last word may take to leave this device. */
const farewellMillis = 5_000;
/** The first word of a hand-over that somebody just showed is here well within this time. */
const silenceMillis = 20_000;
/** Clocks of two phones differ; what is older by this is old. */
const skewMillis = 10 * 60_000;

export function startTaking({ ports, from, changed }: TakingOptions): Taking {
  const { client, random, now, schedule } = ports;
  const key = createHandoverKey(random.bytes(32));
  let state: TakingState = { kind: "looking" };
  let room: Room | undefined;
  let root = new Uint8Array(0);
  let asked = false;
  let over = false;
  let cancel = (): void => undefined;

  const show = (next: TakingState): void => {
    state = next;
    changed(next);
  };
  function end(last: TakingState): void {
    if (over) return;
    over = true;
    cancel();
    stopListening();
    show(last);
    if (last.kind !== "here") void client.close();
  }

  function look(): void {
    if (room === undefined || over) return;
    const { kind } = room.membership;
    if (kind === "no-such-room" || kind === "refused") return end({ kind: "nothing" });
    const said = wordsOf(room.messages());
    // By the relay's order: who came later cannot pretend to have been first.
    const [offer] = said
      .filter(({ word }) => word.kind === "offer")
      .toSorted((a, b) => a.message.arrivedAt - b.message.arrivedAt);
    if (offer?.word.kind !== "offer") return;
    // Only who made the offer gives: others may know the words as well.
    const giver = offer.message.author;
    const given = said.filter(({ message }) => message.author === giver).map(({ word }) => word);
    const stands = offer.word.parts > 0 ? aheadMillis : offerMillis;
    const late = now() > offer.message.at + stands + skewMillis;
    if (late || given.some((word) => word.kind === "gone")) {
      return end({ kind: "over", why: "time" });
    }
    // Between two phones what was sealed for another one says so by itself; a mere word of somebody
    // who has the code says nothing.
    const ahead = offer.word.parts > 0;
    if (ahead && said.some(({ word, message }) => word.kind === "taken" && !message.mine)) {
      return end({ kind: "over", why: "taken" });
    }
    cancel();
    const { got, count, bytes } = fromParts(given);
    if (bytes !== undefined) return open(bytes);
    if (got > 0) return show({ kind: "receiving", got, count });
    if (ahead) return;
    if (!asked) {
      asked = true;
      void room.send(formatWord({ kind: "want", key: key.publicKey }));
    }
    show({ kind: "waiting", sign: handoverSign(root, key.publicKey) });
  }

  function open(bytes: Uint8Array): void {
    const plain = openHandover(root, key, bytes);
    const belongings = plain && readBelongings(plain);
    // Sealed for another key: another device was let in.
    if (belongings === undefined) return end({ kind: "over", why: "taken" });
    end({ kind: "here", belongings });
  }

  async function start(): Promise<void> {
    await client.open();
    const invite = from instanceof Uint8Array ? `#${toBase64url(from)}` : from.join(" ");
    const joined = await client.join(invite);
    if (over) return;
    if (!joined.ok) return end({ kind: "nothing" });
    room = joined.value;
    const link = parseLink(joined.value.link);
    if (link.ok) root = link.value.root.slice();
    cancel = schedule(() => {
      if (room?.membership.kind === "joined") end({ kind: "nothing" });
    }, silenceMillis);
    look();
  }

  const stopListening = client.on(look);
  void start();

  return {
    get state() {
      return state;
    },
    async finish() {
      const here = room;
      const sent = await here?.send(formatWord({ kind: "taken" }));
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stop();
          ignore();
          resolve();
        };
        const stop = schedule(done, farewellMillis);
        const ignore = client.on(() => {
          if (sent?.ok === true && here?.message(sent.value) !== undefined) {
            const message = here.message(sent.value);
            if (message !== "blocked" && message?.state === "sent") done();
          }
        });
      });
      await client.close();
    },
    stop() {
      end({ kind: "over", why: "time" });
    },
  };
}
