/**
 * Reach of one room: rings for what this person writes, so that closed apps hear of it (SPEC R1, R2).
 * One of the late parts: what is sent before they are here reaches people without ringing.
 */
import { readOwn } from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  deviceTagOf,
  type DeviceTag,
  encodeReachFrame,
  type Frame,
  idToBytes,
  limits,
} from "@festival-chat/protocol/wire";
import { mentions, smallRoom } from "./mentions.ts";
import type { RelayLink } from "./relay-link.ts";
import type { RoomCore } from "./room-core.ts";

export interface Reach {
  /** This frame goes out next: a ring goes before it, if it is a publish that rings. */
  ring(frame: Frame): void;
  /** Hands a frame of a rare kind to the link. @returns false when there is none into this room */
  transmit(make: (channel: number) => Uint8Array): boolean;
}

export function createReach(core: RoomCore, link: Pick<RelayLink, "current">): Reach {
  /** Devices of those whose name the text calls. */
  function calledBy(text: string): DeviceTag[] {
    const authors = new Set<AuthorKey>();
    for (const { author, mine } of core.timeline.messages()) if (!mine) authors.add(author);
    return [...authors]
      .filter((author) => mentions(text, core.timeline.nameOf(author), false))
      .slice(0, limits.calledDevices)
      .map((author) => deviceTagOf(core.id, idToBytes(author)));
  }

  return {
    ring(frame) {
      if (frame.kind !== "publish") return;
      const { channel, ref, envelope } = frame;
      // Ours and waiting: what is carried for others rings nobody.
      if (!core.outbox.inFlight().some((own) => own.envelope === envelope)) return;
      const content = readOwn(core.keys, envelope);
      if (content?.kind !== "text" && content?.kind !== "reply") return;
      const { text } = content;
      // No name is empty, so this asks for the call for everybody alone.
      const toAll = core.stored.hostSecret !== undefined || core.presence.view.count <= smallRoom;
      const everybody = mentions(text, "", toAll);
      const called = everybody || !/[@\uff20]/u.test(text) ? [] : calledBy(text);
      link.current?.send(encodeReachFrame({ kind: "ring", channel, ref, everybody, called }));
    },

    transmit(make) {
      const { state } = core.sync;
      if (state.kind !== "live") return false;
      link.current?.send(make(state.channel));
      return true;
    },
  };
}
