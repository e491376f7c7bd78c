/**
 * Picture link: a link to the phone whose screen this one reads (SPEC W8). The same greeting as on a
 * channel, and from there on the same frames; whoever shows pictures and reads them drives it.
 */
import { formatPicture, parsePicture, pictureFingerprint } from "@festival-chat/protocol/nearby";
import type { Millis } from "@festival-chat/protocol/wire";
import { createGreeting, type Greeted, type Greeting, type Member } from "./greeting.ts";
import {
  createPictureExchange,
  type PictureExchange,
  type PictureProgress,
} from "./picture-exchange.ts";
import type { PeerLink } from "./ports.ts";

export type PictureLinkState =
  /** Nobody was seen yet. */
  | "looking"
  | "greeting"
  | "linked"
  /** It was no phone of this room. */
  | "refused"
  /** Not seen for long, or it broke. */
  | "gone"
  /** We ended it. */
  | "ended";

export interface PictureLink {
  readonly state: PictureLinkState;
  readonly progress: PictureProgress;
  /** Who it is, once proved. */
  readonly greeted: Greeted | undefined;
  /** The text of the next code to show. Ask a few times a second; it looks for silence as well. */
  next(): string;
  /** The text of a code that was read. @returns false when it is no picture */
  saw(text: string): boolean;
  end(): void;
}

export interface PictureLinkOptions {
  readonly member: Member;
  readonly random: (length: number) => Uint8Array;
  readonly now: () => Millis;
  readonly events: {
    linked(link: PeerLink, greeted: Greeted): void;
    frame(link: PeerLink, bytes: Uint8Array): void;
    writable(link: PeerLink): void;
    gone(link: PeerLink): void;
    /** Something that people see is another. */
    changed(): void;
  };
}

/** `writable` comes when no more than this waits: one second of pictures. */
const LOW_WATER_BYTES = 2 * 1024;
const SESSION_BYTES = 4;
const NONCE_BYTES = 16;

export function createPictureLink(options: PictureLinkOptions): PictureLink {
  const { member, random, now, events } = options;
  const session = random(SESSION_BYTES);
  const exchange: PictureExchange = createPictureExchange(member.tag, session);
  let state: PictureLinkState = "looking";
  let greeting: Greeting | undefined;
  let greeted: Greeted | undefined;
  let full = false;
  let turn: Promise<unknown> = Promise.resolve();

  const link: PeerLink = {
    send(frame) {
      if (state !== "linked") return false;
      full = !exchange.send(frame);
      return !full;
    },
    close: () => finish("ended"),
  };

  function finish(next: "refused" | "gone" | "ended"): void {
    if (state === "refused" || state === "gone" || state === "ended") return;
    const wasLinked = state === "linked";
    state = next;
    if (wasLinked) events.gone(link);
    events.changed();
  }

  function greet(): void {
    const { other } = exchange;
    if (other === undefined) return;
    const fingerprints = {
      own: pictureFingerprint(member.tag, session),
      other: pictureFingerprint(other.tag, other.session),
    };
    greeting = createGreeting(member, fingerprints, other.tag, random(NONCE_BYTES));
    state = "greeting";
    exchange.send(greeting.greet);
    events.changed();
  }

  async function hear(frame: Uint8Array): Promise<void> {
    if (state === "linked") return events.frame(link, frame);
    if (state !== "greeting" || greeting === undefined) return;
    const heard = await greeting.heard(frame);
    if (state !== "greeting") return;
    if (heard === "refused") return finish("refused");
    if (heard.send !== undefined) exchange.send(heard.send);
    if (heard.greeted === undefined) return;
    greeted = heard.greeted;
    state = "linked";
    events.linked(link, heard.greeted);
    events.changed();
  }

  return {
    get state() {
      return state;
    },
    get progress() {
      return exchange.progress;
    },
    get greeted() {
      return greeted;
    },
    next() {
      if (exchange.silent(now())) finish("gone");
      return formatPicture(exchange.next());
    },
    saw(text) {
      const picture = parsePicture(text);
      if (picture === undefined) return false;
      if (state === "refused" || state === "gone" || state === "ended") return true;
      const frames = exchange.saw(picture, now());
      if (frames === "broken") {
        finish("gone");
        return true;
      }
      if (state === "looking") greet();
      // One after the other: a greeting is looked at before what follows it.
      for (const frame of frames) turn = turn.then(() => hear(frame));
      if (full && exchange.progress.waiting <= LOW_WATER_BYTES) {
        full = false;
        events.writable(link);
      }
      events.changed();
      return true;
    },
    end: () => finish("ended"),
  };
}
