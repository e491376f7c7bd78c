/**
 * Carry: signalling for phones that have no link yet, passed from link to link (SPEC G9). What it
 * says is sealed and signed; here it is bytes with an address, and each token goes once.
 */
import {
  type DeviceTag,
  type MeshFrameOf,
  meshLimits,
  type Millis,
  toHex,
} from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";
import { type MeshEffect, ranks } from "./mesh-effect.ts";
import type { MeshPeer } from "./mesh-peer.ts";
import { createSeen } from "./seen.ts";

export interface Carry {
  send(to: DeviceTag, sealed: Uint8Array, token: Uint8Array, peers: readonly MeshPeer[]): void;
  heard(
    from: MeshPeer,
    frame: MeshFrameOf<"carry">,
    peers: readonly MeshPeer[],
    now: Millis,
  ): readonly MeshEffect[];
}

export function createCarry(me: DeviceTag): Carry {
  const tokens = createSeen<string>(meshBounds.tokens);

  function pass(frame: MeshFrameOf<"carry">, peers: readonly MeshPeer[]): void {
    const direct = peers.find(({ device }) => device === frame.to);
    for (const peer of direct === undefined ? peers : [direct]) {
      peer.say(frame, ranks.other, "signals");
    }
  }

  return {
    send(to, sealed, token, peers) {
      tokens.add(toHex(token));
      pass({ kind: "carry", token, hops: meshLimits.signalHops, to, from: me, sealed }, peers);
    },

    heard(from, frame, peers, now) {
      if (frame.from === me || !tokens.add(toHex(frame.token))) return [];
      if (!from.signals.take(1, now)) return [];
      // Views of the frame that came: what is kept or told gets bytes of its own.
      if (frame.to === me) {
        return [{ kind: "signal", from: frame.from, sealed: frame.sealed.slice() }];
      }
      const others = peers.filter((peer) => peer !== from);
      if (frame.hops > 1) pass({ ...frame, hops: frame.hops - 1 }, others);
      return [];
    },
  };
}
