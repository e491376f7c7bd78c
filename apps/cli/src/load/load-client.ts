/** One client of a load run: the real engine or bare frames, driven the same way. */

/** What a client tells. Numbers are those of its room's tally. */
export interface LoadEvents {
  /** Let into the room, for the first time or again. */
  joined(): void;
  /** The relay ends and says when to come back. */
  dismissed(afterMillis: number): void;
  /** The organiser says something to everybody. */
  announced(): void;
  received(number: number): void;
  acknowledged(number: number): void;
  /** The relay will not store this message; it counts as answered. */
  refused(number: number, name: string): void;
}

export interface LoadClient {
  readonly joined: boolean;
  /** Dials, and dials again until stopped. */
  start(): void;
  send(number: number): void;
  /** Breaks its link without a word, as a tunnel does. */
  cut(): void;
  /** Stops or goes on reading what the relay sends, as a phone does that is busy elsewhere. */
  readonly pace: ((isReading: boolean) => void) | undefined;
  stop(): Promise<void>;
}

/** A room of a load run: makes its members. */
export interface LoadRoom {
  /** The first member creates the room: start the others when it has joined. */
  addMember(events: LoadEvents): Promise<LoadClient>;
}

/** Builds rooms of one mode against one relay. */
export type CreateLoadRoom = (number: number) => Promise<LoadRoom>;
