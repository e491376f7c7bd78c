/** Introductions: links that came lately are told who else is linked here (SPEC G9). */
import { meshLimits, type Millis } from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";
import { type LinkId, ranks } from "./mesh-effect.ts";
import type { MeshPeer } from "./mesh-peer.ts";

export interface Introductions {
  newcomer(link: LinkId, now: Millis): void;
  wake(peers: readonly MeshPeer[], now: Millis): void;
  deadline(): Millis | undefined;
}

export function createIntroductions(): Introductions {
  let dueAt: Millis | undefined;
  let newcomers: LinkId[] = [];
  return {
    newcomer(link, now) {
      dueAt ??= now + meshBounds.peersMillis;
      newcomers.push(link);
    },
    wake(peers, now) {
      if (dueAt === undefined || now < dueAt) return;
      dueAt = undefined;
      // Whoever came last asks the others: so each pair hears of each other once.
      for (const link of newcomers) {
        const newcomer = peers.find((one) => one.link === link);
        const others = peers.map(({ device }) => device).filter((one) => one !== newcomer?.device);
        const told = others.slice(0, meshLimits.introductions);
        if (told.length > 0) newcomer?.say({ kind: "peers", peers: told }, ranks.sync, "signals");
      }
      newcomers = [];
    },
    deadline: () => dueAt,
  };
}
