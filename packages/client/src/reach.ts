/**
 * Reach of one room: rings for what this person writes, so that closed apps hear of it (SPEC R1, R2).
 * One of the late parts: what is written before they are here reaches people without ringing.
 */
import type { Content } from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  deviceTagOf,
  type DeviceTag,
  encodeReachFrame,
  type EnvelopeId,
  type FrameOf,
  idToBytes,
  limits,
} from "@festival-chat/protocol/wire";
import { mentions } from "./mentions.ts";
import type { RoomCore } from "./room-core.ts";

export interface Reach {
  /** This person wrote something: it will be published, at once or hours later. */
  wrote(id: EnvelopeId, content: Content): void;
  /** This publish goes out next: a ring goes before it, if it rings. */
  ring(publish: FrameOf<"publish">): void;
  /** Hands a frame of a rare kind to the link. @returns false when there is none into this room */
  transmit(make: (channel: number) => Uint8Array): boolean;
}

export interface ReachPorts {
  transmit(frame: Uint8Array): void;
}

/** Texts remembered until they are published; older ones are found on the screen. */
const remembered = 64;

export function createReach(core: RoomCore, ports: ReachPorts): Reach {
  const texts = new Map<EnvelopeId, string>();

  /** The words of a text or reply of ours; undefined of anything else. */
  function textOf(id: EnvelopeId): string | undefined {
    const written = texts.get(id);
    if (written !== undefined) return written;
    const message = core.timeline.messageOf(id);
    const body = message === undefined ? undefined : core.timeline.find(message)?.body;
    return body?.kind === "text" ? body.text : undefined;
  }

  /** Devices of those whose name the text calls. */
  function calledBy(text: string): DeviceTag[] {
    const authors = new Set<AuthorKey>();
    for (const { author, mine } of core.timeline.messages()) if (!mine) authors.add(author);
    return [...authors]
      .filter((author) => mentions(text, core.timeline.nameOf(author)))
      .slice(0, limits.calledDevices)
      .map((author) => deviceTagOf(core.id, idToBytes(author)));
  }

  return {
    wrote(id, content) {
      if (content.kind !== "text" && content.kind !== "reply") return;
      texts.set(id, content.text);
      const oldest = texts.size > remembered ? texts.keys().next().value : undefined;
      if (oldest !== undefined) texts.delete(oldest);
    },

    ring({ channel, ref, envelope }) {
      // Ours and waiting: what is carried for others rings nobody.
      const entry = core.outbox.inFlight().find((own) => own.envelope === envelope);
      const text = entry === undefined ? undefined : textOf(entry.id);
      if (entry === undefined || text === undefined) return;
      texts.delete(entry.id);
      // No name is empty, so this asks for the call for everybody alone.
      const everybody = mentions(text, "");
      const called = everybody || !/[@\uff20]/u.test(text) ? [] : calledBy(text);
      ports.transmit(encodeReachFrame({ kind: "ring", channel, ref, everybody, called }));
    },

    transmit(make) {
      const { state } = core.sync;
      if (state.kind !== "live") return false;
      ports.transmit(make(state.channel));
      return true;
    },
  };
}
