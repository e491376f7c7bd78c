/** Everything outside that the engine is given. */
import type { Opened, Signatures } from "@festival-chat/protocol/e2e";
import type {
  AuthorKey,
  EnvelopeId,
  MessageId,
  Millis,
  RoomId,
} from "@festival-chat/protocol/wire";
import type { ClientSettings, Room } from "./api.ts";
import type { StoredRoom } from "./core/stored.ts";
import type { Driver } from "./driver.ts";
import type { Holes } from "./holes.ts";
import type { HostActs } from "./host-acts.ts";
import type { LateLoadingPorts } from "./late-loading.ts";
import type { createOwnMessages } from "./own-messages.ts";
import type { Nearby, NearbyPorts } from "./nearby/ports.ts";
import type { HostPowers, QuietLine } from "./policy.ts";
import type { Clock, Dialer, Random, Store, Tabs } from "./ports.ts";
import type { Pins } from "./pins.ts";
import type { readPresence, sealName } from "./presence-names.ts";
import type { RoomCore } from "./room-core.ts";
import type { Reach } from "./reach.ts";
import type { RoomHandle } from "./room.ts";
import type { Version } from "./versions.ts";
import type { RoomTyping } from "./room-typing.ts";

/** The parts of "@festival-chat/protocol/words" that rooms need; the list is large, so it is loaded late. */
export interface WordsDoor {
  generateWords(random: (bytes: number) => Uint8Array): readonly string[];
  parseWords(text: string):
    | { readonly ok: true; readonly value: readonly string[] }
    | {
        readonly ok: false;
        readonly error:
          | { readonly kind: "count"; readonly count: number }
          | {
              readonly kind: "unknown";
              readonly word: string;
              readonly position: number;
              readonly suggestions: readonly string[];
            };
      };
  rootFromWords(words: readonly string[], eventTag: string): Promise<Uint8Array>;
}

/** What a room has besides, once its late parts are here. */
export interface LateRoom extends Reach {
  readonly holes: Holes;
  readonly acts: HostActs;
  readonly pins: Pins;
  /** An envelope was opened. */
  put(opened: Opened, id: EnvelopeId): void;
  /** An envelope made way. */
  drop(id: EnvelopeId): void;
  readonly typing: RoomTyping;
  /** What happened to the room and in it, oldest first; the same array until something does. */
  readonly lines: readonly QuietLine[];
  /** Time went on, or something came: what follows from it. */
  look(now: Millis): void;
  deadline(): Millis | undefined;
  /** Whether a text of this author calls somebody by name. */
  mentions(text: string, name: string, author: AuthorKey): boolean;
  /** All texts of a message, the first one first. */
  versions(id: MessageId): readonly Version[];
  readonly createOwnMessages: typeof createOwnMessages;
  /** Undefined when this device is not host of the room. Rejects when it could not be loaded. */
  hostPowers(driver: Driver): Promise<HostPowers | undefined>;
  /** Rejects when it could not be loaded. */
  nearby(driver: Driver, ports: NearbyPorts): Promise<Nearby>;
  readonly readPresence: typeof readPresence;
  /** Undefined where our name is not told. */
  sealName(...given: Parameters<typeof sealName>): Uint8Array | undefined;
}

/** How rooms come to this device besides being joined by their person. */
export interface RoomKeeping {
  makeCore(stored: StoredRoom): Promise<RoomCore>;
  /** Stores and shows a room; the one that is here already, if it is. */
  keepNew(core: RoomCore): Promise<Room>;
  handle(id: RoomId): RoomHandle | undefined;
}

/** Everything that rooms need only some time after they are on the screen. */
export interface LateParts {
  /** The parts of one room, with what it holds already. */
  equip(core: RoomCore, given: LateLoadingPorts): LateRoom;
}

/**
 * The late parts, at hand or loaded. A promise of nothing, or one that rejects, says that they could
 * not be loaded: they are asked for again at the next hint.
 */
export type LoadLate = () => LateParts | Promise<LateParts | undefined>;

export interface ClientPorts {
  settings(): ClientSettings;
  readonly dialer: Dialer;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly signatures: Signatures;
  /** Other tabs of this browser; without it this one leads. */
  readonly tabs: Tabs | undefined;
  loadWords(): Promise<WordsDoor>;
  readonly loadLate: LoadLate;
  /** See {@link Client.setLowData}. */
  lowData(): boolean;
}
