/**
 * Giving: this device shows a code and gives what it has to the one device that takes it.
 *
 * live: the other device says a key, the person says that it is theirs, and only then is anything
 * sealed, for that key alone: who has a picture of the code has nothing afterwards. ahead: sealed at
 * once for whoever has the code; only where the other app cannot be awake beside this one.
 */
import { parseLink } from "@festival-chat/protocol/e2e";
import {
  createHandoverKey,
  formatHandoverLink,
  handoverSign,
  sealAhead,
  sealLive,
} from "@festival-chat/protocol/handover";
import { type AuthorKey, equalBytes } from "@festival-chat/protocol/wire";
import type { Message, Room } from "../api.ts";
import type { PassingPorts } from "./passing-client.ts";
import { formatWord, type PassingWord, type Said, toParts, wordsOf } from "./passing-words.ts";

/** How long an offer stands: time to take the other phone out of a bag. */
export const offerMillis = 10 * 60_000;
/** The same where it was sealed ahead: an app that was installed is opened the same day. */
export const aheadMillis = 24 * 60 * 60_000;
/** What was said last gets so long to leave this device. */
const farewellMillis = 5_000;

export type GivingState =
  | { readonly kind: "preparing" }
  | {
      readonly kind: "offered";
      readonly words: readonly string[];
      readonly link: string;
      /** The relay has it: the other device can find it. */
      readonly ready: boolean;
    }
  /** A device wants it and shows this sign (32 bytes). */
  | { readonly kind: "asked"; readonly sign: Uint8Array }
  | { readonly kind: "sending"; readonly sent: number; readonly count: number }
  | { readonly kind: "taken" }
  | { readonly kind: "over"; readonly why: "time" | "storage" };

export interface Giving {
  readonly state: GivingState;
  /** Whether the device that asks is this person's. */
  answer(yes: boolean): void;
  /** Takes the offer back. */
  stop(): void;
}

export interface GivingOptions {
  readonly ports: PassingPorts;
  readonly mode: "live" | "ahead";
  readonly origin: string;
  /** What is given, or undefined when it cannot be read. */
  readonly pack: () => Promise<Uint8Array | undefined>;
  readonly changed: (state: GivingState) => void;
}

export function startGiving({ ports, mode, origin, pack, changed }: GivingOptions): Giving {
  const { client, random, schedule } = ports;
  const key = createHandoverKey(random.bytes(32));
  let state: GivingState = { kind: "preparing" };
  let room: Room | undefined;
  let root = new Uint8Array(0);
  let asking: { readonly key: Uint8Array; readonly author: AuthorKey } | undefined;
  /** Who was let in: nobody else's word says that it arrived. */
  let taker: AuthorKey | undefined;
  let sending = 0;
  const refused: Uint8Array[] = [];
  let over = false;
  let cancel = (): void => undefined;

  const show = (next: GivingState): void => {
    state = next;
    changed(next);
  };
  const say = async (word: PassingWord): Promise<void> => void (await room?.send(formatWord(word)));
  const isSaid = ({ message }: Said): boolean => message.mine && message.state === "sent";

  function end(last: GivingState): void {
    if (over) return;
    over = true;
    cancel();
    stopListening();
    show(last);
    // What was said last may still be on its way.
    schedule(() => void client.close(), farewellMillis);
  }

  function offer(said: readonly Said[]): void {
    if (room?.words === undefined) return;
    const ready = said.some((one) => one.word.kind === "offer" && isSaid(one));
    const parts = said.filter((one) => one.word.kind === "part");
    const link = formatHandoverLink(origin, root);
    show({ kind: "offered", words: room.words, link, ready: ready && parts.every(isSaid) });
  }

  function look(): void {
    if (room === undefined || over) return;
    const said = wordsOf(room.messages());
    const isTaker = ({ author, mine }: Message): boolean =>
      mode === "ahead" ? !mine : author === taker;
    if (said.some(({ word, message }) => word.kind === "taken" && isTaker(message))) {
      return end({ kind: "taken" });
    }
    if (sending > 0) {
      const sent = said.filter((one) => one.word.kind === "part" && isSaid(one)).length;
      return show({ kind: "sending", sent, count: sending });
    }
    const wanted = said.flatMap(({ word, message: { author } }) =>
      word.kind === "want" ? [{ key: word.key, author }] : [],
    );
    // One after the other, in the order they asked: nobody is asked about two phones at once.
    asking = wanted.find(({ key: one }) => !refused.some((no) => equalBytes(no, one)));
    if (asking === undefined || mode === "ahead") return offer(said);
    show({ kind: "asked", sign: handoverSign(root, asking.key) });
  }

  async function send(to: Uint8Array | undefined): Promise<void> {
    const plain = await pack();
    if (over) return;
    if (plain === undefined) return end({ kind: "over", why: "storage" });
    const nonce = random.bytes(24);
    const sealed =
      to === undefined ? sealAhead(root, plain, nonce) : sealLive(root, key, to, plain, nonce);
    if (sealed === undefined) {
      // No key at all: whoever said it cannot take anything.
      if (to !== undefined) refused.push(to);
      sending = 0;
      return look();
    }
    const parts = toParts(sealed);
    if (to === undefined) await say({ kind: "offer", parts: parts.length });
    else sending = parts.length;
    for (const part of parts) await say(part);
    look();
  }

  async function start(): Promise<void> {
    await client.open();
    const founded = await client.createRoom("Hand-over");
    if (over) return;
    room = founded;
    const link = parseLink(founded.link);
    if (link.ok) root = link.value.root.slice();
    const lifeMillis = mode === "live" ? offerMillis : aheadMillis;
    cancel = schedule(() => {
      void say({ kind: "gone" });
      end({ kind: "over", why: "time" });
    }, lifeMillis);
    if (mode === "ahead") return send(undefined);
    await say({ kind: "offer", parts: 0 });
    look();
  }

  const stopListening = client.on(look);
  void start();

  return {
    get state() {
      return state;
    },
    answer(yes) {
      const asked = asking;
      if (state.kind !== "asked" || asked === undefined) return;
      if (yes) {
        sending = 1;
        show({ kind: "sending", sent: 0, count: 1 });
        taker = asked.author;
        void send(asked.key);
        return;
      }
      refused.push(asked.key);
      look();
    },
    stop() {
      if (over) return;
      void say({ kind: "gone" });
      end({ kind: "over", why: "time" });
    },
  };
}
