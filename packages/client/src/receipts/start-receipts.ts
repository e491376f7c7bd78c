/** Starts receipts for all rooms of a client in which this person has written. */
import {
  decodeFrame,
  encodeFrame,
  type MessageId,
  type RoomId,
} from "@festival-chat/protocol/wire";
import type { Client, Room } from "../api.ts";
import { earlier } from "../core/effect.ts";
import type { Clock } from "../ports.ts";
import { insideOf } from "../room-inside.ts";
import { holdersKey } from "./kept-holders.ts";
import { createRoomReceipts, type Delivery, type RoomReceipts } from "./room-receipts.ts";

export interface Receipts {
  /** Undefined while nobody told, and of what is not ours. */
  delivery(room: RoomId, message: MessageId): Delivery | undefined;
  close(): void;
}

export interface ReceiptsOptions {
  readonly client: Pick<Client, "rooms" | "room" | "on">;
  /** A timer of its own: the engine's single one stays the engine's. */
  readonly clock: Clock;
  /** More is known of this room's messages than before. */
  changed(room: RoomId): void;
}

export function startReceipts({ client, clock, changed }: ReceiptsOptions): Receipts {
  const byRoom = new Map<RoomId, RoomReceipts>();

  /** Undefined before the room has its late parts, and before this person wrote in it. */
  function receiptsOf(room: Room): RoomReceipts | undefined {
    const known = byRoom.get(room.id);
    const inside = insideOf(room);
    if (known !== undefined || inside?.core.stored.spoken !== true) return known;
    const { core, ports } = inside;
    const made = createRoomReceipts(core, {
      nonce: () => ports.random.bytes(24),
      quiet: ports.lowData,
      isUnread: room.isUnread,
      transmit: (frame) => void room.transmit(() => encodeFrame(frame)),
      keep(value) {
        // A store that is full forgets it, as it was before.
        void ports.store.commit([{ kind: "putSetting", key: holdersKey(room.id), value }]);
      },
    });
    byRoom.set(room.id, made);
    void ports.store.setting(holdersKey(room.id)).then((kept) => {
      if (kept.ok && kept.value !== undefined && made.recall(kept.value)) changed(room.id);
    });
    return made;
  }

  /** @param only the room in which something happened; without it all of them are looked at */
  function look(only?: RoomId): void {
    const now = clock.now();
    const rooms = client.rooms();
    const here = new Set(rooms.map(({ id }) => id));
    for (const id of byRoom.keys()) if (!here.has(id)) byRoom.delete(id);
    let at: number | undefined;
    for (const room of rooms) {
      const receipts = receiptsOf(room);
      if (only === undefined || only === room.id) receipts?.look(now);
      at = earlier(at, receipts?.deadline());
    }
    if (at === undefined) clock.cancel();
    else clock.wakeAt(at, () => look());
  }

  function hear(bytes: Uint8Array): void {
    const decoded = decodeFrame(bytes);
    if (!decoded.ok || decoded.value.kind !== "ephemeral") return;
    const frame = decoded.value;
    for (const room of client.rooms()) {
      if (insideOf(room)?.core.sync.channel !== frame.channel) continue;
      if (receiptsOf(room)?.heard(frame, clock.now()) !== true) continue;
      changed(room.id);
      look(room.id);
    }
  }

  const off = client.on((event) => {
    if (event.kind === "frame") hear(event.bytes);
    else if (event.kind === "messages" || event.kind === "presence" || event.kind === "room") {
      look(event.room);
    } else if (event.kind === "rooms" || event.kind === "connection") look();
  });
  look();

  return {
    delivery(id, message) {
      const room = client.room(id);
      return room && receiptsOf(room)?.delivery(message);
    },
    close() {
      off();
      clock.cancel();
    },
  };
}
