/**
 * The one open link: frames in and out. What an older link still says is ignored, and what was meant
 * for it is never sent on a newer one.
 */
import { encodeFrame, type Frame } from "@festival-chat/protocol/wire";
import type { Dialer, Link, LinkEvents } from "./ports.ts";

export interface RelayLink {
  /** The open link; undefined without one. Sends past what waits to be sent. */
  readonly current: Pick<Link, "send"> | undefined;
  dial(url: string): void;
  hangUp(code: number): void;
  /** Sends, or keeps until the link takes more. Bounded by what the core sends unanswered. */
  transmit(frame: Frame): void;
}

export function createRelayLink(
  dialer: Dialer,
  events: Pick<LinkEvents, "opened" | "received" | "closed">,
): RelayLink {
  let link: Link | undefined;
  let writable = true;
  let waiting: Frame[] = [];

  function transmit(frame: Frame): void {
    if (link === undefined) return;
    if (writable) writable = link.send(encodeFrame(frame));
    else waiting.push(frame);
  }

  return {
    get current() {
      return link;
    },
    dial(url) {
      const own: { link: Link | undefined } = { link: undefined };
      const isOpen = (): boolean => own.link !== undefined && own.link === link;
      writable = true;
      waiting = [];
      own.link = dialer.dial(url, {
        opened: () => isOpen() && events.opened(),
        received: (frame) => isOpen() && events.received(frame),
        writable() {
          if (!isOpen()) return;
          writable = true;
          for (const frame of waiting.splice(0)) transmit(frame);
        },
        closed(code) {
          if (!isOpen()) return;
          link = undefined;
          events.closed(code);
        },
      });
      link = own.link;
    },
    hangUp(code) {
      const gone = link;
      link = undefined;
      waiting = [];
      gone?.close(code);
    },
    transmit,
  };
}
