/**
 * Dials before anybody asks: while a page is still making its keys, the relay is on its way already.
 * Whoever dials the same address next is given that link, with all it has told meanwhile.
 */
import { wireErrors } from "@festival-chat/protocol/wire";
import type { Dialer, Link, LinkEvents } from "../ports.ts";
import type { Schedule } from "./schedule.ts";

export interface EarlyDialer extends Dialer {
  /** Dials `url` for whoever dials it next; hangs up when nobody does. Once. */
  early(url: string): void;
}

/** Longer than a phone needs to know that it will dial. */
const UNWANTED_MILLIS = 10_000;

export function createEarlyDialer(dialer: Dialer, schedule: Schedule): EarlyDialer {
  let waiting: { readonly url: string; hangUp(): void; take(events: LinkEvents): Link } | undefined;

  return {
    early(url) {
      const told: ((events: LinkEvents) => void)[] = [];
      let listener: LinkEvents | undefined;
      const tell = (what: (events: LinkEvents) => void): void => {
        if (listener === undefined) told.push(what);
        else what(listener);
      };
      const link = dialer.dial(url, {
        opened: () => tell((events) => events.opened()),
        received: (frame) => tell((events) => events.received(frame)),
        writable: () => tell((events) => events.writable()),
        closed: (code) => tell((events) => events.closed(code)),
      });
      const hangUp = (): void => {
        waiting = undefined;
        link.close(wireErrors.Normal.code);
      };
      const cancel = schedule(hangUp, UNWANTED_MILLIS);
      waiting = {
        url,
        hangUp,
        take(events) {
          cancel();
          waiting = undefined;
          // Nothing is told from inside a dial; and what comes next, comes after what came before.
          void Promise.resolve().then(() => {
            for (const what of told) what(events);
            listener = events;
          });
          return link;
        },
      };
    },
    dial(url, events) {
      if (waiting?.url === url) return waiting.take(events);
      waiting?.hangUp();
      return dialer.dial(url, events);
    },
  };
}
