/** The side of a join that people or scripts see. */
import type { ClientEvent, Room } from "@festival-chat/client";

/** How a join shows itself. All calls are in the order things happened. */
export interface Face {
  /** The room is on the device: what it holds can be shown. */
  opened(room: Room): void;
  joined(room: Room): void;
  event(event: ClientEvent, room: Room): void;
  /** An own line is stored on the device under this id. */
  accepted(id: string, room: Room): void;
  /** An own line was not taken. */
  declined(why: string): void;
}

/** What a person or a script types, one message at a time. */
export type Lines = AsyncIterable<string>;
