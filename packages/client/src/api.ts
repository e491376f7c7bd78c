/**
 * What an app sees of the engine: rooms, messages, the connection, and events.
 *
 * Everything here is plain data and never waits for the network: `open`, `join`, `send` settle when
 * this device has done its part, and the rest is told by events.
 */
import type {
  AuthorKey,
  DeviceTag,
  Environment,
  MessageId,
  Millis,
  Result,
  RoomId,
  Seq,
  WireErrorName,
} from "@festival-chat/protocol/wire";
import type { Typist } from "@festival-chat/protocol/e2e";
import type { Membership } from "./core/join-refusal.ts";
import type { LinkHint } from "./core/link.ts";
import type { Version } from "./versions.ts";
import type { PinnedMessage } from "./pins.ts";
import type { Nearby, NearbyPorts } from "./nearby/ports.ts";
import type { HostPowers, QuietLine, RoomPolicy } from "./policy.ts";

/**
 * How far a message has come.
 * saved: on this device. sending: handed to a link, not acknowledged. sent: the relay stored it.
 * refused: the relay will never take it. Messages of others are always "sent".
 */
export type DeliveryState = "saved" | "sending" | "sent" | "refused";

export interface Reaction {
  readonly emoji: string;
  readonly authors: readonly AuthorKey[];
}

/** What a person sees; produced by folding opened envelopes. Immutable: a change makes a new object. */
export interface Message {
  readonly id: MessageId;
  readonly author: AuthorKey;
  readonly mine: boolean;
  /** The author's shown name as of this message; a friendly one derived from the key if unknown. */
  readonly name: string;
  readonly body:
    | { readonly kind: "text"; readonly text: string; readonly edited: boolean }
    | { readonly kind: "removed" }
    /** A kind this version does not know. */
    | { readonly kind: "newer" };
  readonly replyTo: MessageId | undefined;
  readonly reactions: readonly Reaction[];
  /** When it was written, by the author's clock as far as it is believable. */
  readonly at: Millis;
  /** When it reached the relay, or this device if no relay has stamped it. */
  readonly arrivedAt: Millis;
  /** Arrived more than two minutes after it was written. */
  readonly late: boolean;
  readonly state: DeliveryState;
  /** The author wrote two different messages in the same place of their chain: shown, flagged. */
  readonly equivocal: boolean;
  /** Of another person, and it names me (`@Anna`) or everybody (`@here`); see `mentions`. */
  readonly mentionsMe: boolean;
  /** How many times its author changed it. */
  readonly edits: number;
  /** Who removed it; undefined while it stands. */
  readonly removedBy: AuthorKey | undefined;
}

/** What may disturb this person. none: counts stay, nothing rings. */
export type Notify = "all" | "mentions" | "none";

/** How this device treats a room. Told to nobody else. */
export interface RoomSettings {
  readonly favourite: boolean;
  readonly notify: Notify;
  /** Put away: behind every other room, and nothing of it is announced. */
  readonly archived: boolean;
  /** Whether lines tell who came and went. */
  readonly joinLines: boolean;
  /** Whether friends are told what was seen here; else theirs is not shown either (SPEC P9). */
  readonly seen: boolean;
  /**
   * Whether the organiser lists this room as open to everybody: such a room never shows a lock, for
   * what was on a poster once can be read by anyone. Undefined until a relay told what it lists.
   */
  readonly open: boolean | undefined;
}

/** Words that were not sent yet. */
export interface Draft {
  readonly text: string;
  readonly replyTo: MessageId | undefined;
}

/** Messages of others that came after the person last looked (see {@link Room.markRead}). */
export interface Unread {
  readonly count: number;
  /** Those of them that mention me. */
  readonly mentions: number;
}

/**
 * What undo came to. discarded: nobody saw it and nobody will. removed: it may have been handed to a
 * relay, so everybody's phone is asked to remove it. nothing: not a message of ours, or removed
 * before, or what it takes could not be loaded: try again.
 */
export type Undone = "discarded" | "removed" | "nothing";

export type { Typist };

/** Something is missing between two messages and could not be recovered. */
export interface Gap {
  /** The last message before the gap; undefined at the beginning. */
  readonly after: MessageId | undefined;
  /** How many records of the relay are missing, as far as known. */
  readonly missing: number | undefined;
}

export type { Membership };

/** How the app stands with its relay. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "online"; readonly slow: boolean }
  | { readonly kind: "catching-up"; readonly missing: number }
  /** No link; tries again at `retryAt` and whenever a hint says it may work. */
  | { readonly kind: "waiting"; readonly retryAt: Millis }
  /** The relay does not want this app: an update or another address is needed. */
  | { readonly kind: "refused"; readonly error: WireErrorName };

export interface Presence {
  /** Devices that are here and have spoken, this one included once it has. */
  readonly count: number;
  /** Names where the relay lists members exactly; empty otherwise. */
  readonly members: readonly { readonly tag: DeviceTag; readonly name: string }[];
}

export type Notice =
  /** Nothing is kept when this page closes. */
  | { readonly kind: "storage-denied" }
  | { readonly kind: "storage-full" }
  | { readonly kind: "messages-missing"; readonly room: RoomId; readonly gap: Gap }
  | { readonly kind: "wrong-environment"; readonly ours: Environment; readonly theirs: Environment }
  | {
      readonly kind: "message-refused";
      readonly room: RoomId;
      readonly id: MessageId;
      readonly error: WireErrorName;
    };

export type ClientEvent =
  | { readonly kind: "rooms" }
  /** Anything of the room but its messages: name, policy, membership, settings, what is read; or messages left the list. */
  | { readonly kind: "room"; readonly room: RoomId }
  /** What is typed there and not sent, at every key: nothing else of the room changed. */
  | { readonly kind: "draft"; readonly room: RoomId }
  /** `added` and `changed` in display order; read positions from Room.messages(). */
  | {
      readonly kind: "messages";
      readonly room: RoomId;
      readonly added: readonly Message[];
      readonly changed: readonly Message[];
    }
  | { readonly kind: "connection"; readonly connection: Connection }
  | { readonly kind: "presence"; readonly room: RoomId; readonly presence: Presence }
  | { readonly kind: "typing"; readonly room: RoomId; readonly typists: readonly Typist[] }
  /**
   * From the relay, a whole frame that parts loaded later may know: ephemeral, signalling, or a kind
   * the engine does not know.
   */
  | { readonly kind: "frame"; readonly bytes: Uint8Array }
  | { readonly kind: "notice"; readonly notice: Notice };

export type JoinError =
  | { readonly kind: "not-an-invite" }
  | { readonly kind: "word-count"; readonly count: number }
  | {
      readonly kind: "unknown-word";
      readonly word: string;
      readonly suggestions: readonly string[];
    };

/** The host holds it back: for so long in slow mode, or until the room is open for us again. */
export interface Held {
  readonly kind: "held";
  readonly waitMillis: number | undefined;
}

export type SendError =
  | { readonly kind: "empty" }
  | Held
  | { readonly kind: "too-long"; readonly maxBytes: number };

/** A room on this device: what the screen holds. */
export interface Room {
  readonly id: RoomId;
  /** The room's name from its card; undefined until the card arrived. */
  readonly name: string | undefined;
  /** <origin>/#<secret>.<host> */
  readonly link: string;
  /** The six words, when the card or the join told them. */
  readonly words: readonly string[] | undefined;
  readonly membership: Membership;
  readonly presence: Presence;
  /** This device's author key. */
  readonly me: AuthorKey;
  /** Chosen name, or undefined. */
  readonly myName: string | undefined;
  /** A friendly name to start with ("Moth 27"), the same for this device every time. */
  readonly suggestedName: string;
  readonly isHost: boolean;
  /** What the host made of the room. A change is told as a room event. */
  readonly policy: RoomPolicy;
  /** How long slow mode still holds our next message back, in ms. */
  readonly waitMillis: number;
  /** When its last message arrived; before the first one, when the room came to this device. */
  readonly activeAt: Millis;
  /** Last message, for the room list. */
  readonly last: Message | undefined;
  /** 32 bytes that only members can know, for the room's band and its longer compare. */
  readonly fingerprint: Uint8Array;

  /** All messages on this device in display order; the same array until something changes. */
  messages(): readonly Message[];
  gaps(): readonly Gap[];
  /** What happened to the room, oldest first; the same array until something does. */
  lines(): readonly QuietLine[];
  /**
   * What stands at the top of the room (SPEC E16), the last pinned first; some of it may not be here.
   * The same array until something changes, which a room event tells.
   * @param hostsOnly in rooms that are open to everybody
   */
  pins(hostsOnly?: boolean): readonly PinnedMessage[];
  /** Pins a message for everybody, or takes it from the top. */
  pin(message: MessageId, pinned: boolean): Promise<Result<MessageId, SendError>>;
  /** Whether the relay holds messages older than ours. */
  readonly hasEarlier: boolean;
  /** Whether some of what lies on this phone is still being opened, and will join messages(). */
  readonly opening: boolean;
  /** Whether what the relay held when this device joined is in messages(): what comes now is new. */
  readonly caughtUp: boolean;

  /**
   * Seals, stores and shows a message; the link takes it from the outbox. Settles once stored: with
   * the id, or with the reason why nothing was sent. Never waits for the network.
   */
  send(
    text: string,
    options?: { readonly replyTo?: MessageId },
  ): Promise<Result<MessageId, SendError>>;
  react(to: MessageId, emoji: string): Promise<Result<MessageId, SendError>>;
  edit(message: MessageId, text: string): Promise<Result<MessageId, SendError>>;
  remove(message: MessageId): Promise<Result<MessageId, SendError>>;
  setName(name: string): Promise<Result<void, SendError>>;
  /** Asks the relay for older messages; they arrive as a messages event. False when not connected or at the beginning. */
  loadEarlier(): boolean;
  /** Remembers that the person looked at this room now. */
  opened(): void;
  /** Sends a refused message again as it is; one that waits for a link is tried at once. */
  retry(message: MessageId): Promise<void>;
  /** Forgets a refused message. */
  discard(message: MessageId): Promise<void>;
  /**
   * Takes a message of ours back. Settles once stored, with what it came to: without a trace while
   * it certainly never left this device, else by a message that asks for its removal.
   */
  undo(message: MessageId): Promise<Undone>;

  /** A message by id, for quotes: undefined while it is not here, "blocked" when its author is. */
  message(id: MessageId): Message | "blocked" | undefined;
  /** All texts of a message, the first one first: what it said before it was changed. */
  versions(id: MessageId): readonly Version[];
  /** The newest name an author showed, or a friendly one; for those who reacted. */
  nameOf(author: AuthorKey): string;

  /** Kept on this device, shared by its tabs. A change is told as a room event. */
  readonly settings: RoomSettings;
  configure(change: Partial<RoomSettings>): Promise<void>;
  readonly draft: Draft | undefined;
  /**
   * Undefined, or no words and no reply, forgets it. Too long a text is cut to what can be sent.
   * Stores at once: call it when the keys rest and when the page hides, not at every key.
   */
  setDraft(draft: Draft | undefined): Promise<void>;

  /** The same object until it changes. */
  readonly unread: Unread;
  /** The first unread message in display order, for the divider; freeze it when the room is entered. */
  readonly firstUnread: MessageId | undefined;
  isUnread(message: MessageId): boolean;
  /**
   * Everything that has come to this device so far was seen. What comes later is unread, wherever it
   * stands in the list. What the relay had before this device joined was never unread.
   */
  markRead(): Promise<void>;

  /** Hidden on this device: their messages, past and future, their mentions and reactions. */
  readonly blocked: readonly AuthorKey[];
  block(author: AuthorKey): Promise<void>;
  unblock(author: AuthorKey): Promise<void>;

  /** What the room takes on this device: messages shown, and bytes of all envelopes kept. */
  readonly size: { readonly messages: number; readonly bytes: number };

  /**
   * Hands the relay a frame that the engine does not make itself: `make` is given the room's channel.
   * @returns false when this tab has no link into the room, or is not far enough yet: nothing was sent
   */
  transmit(make: (channel: number) => Uint8Array): boolean;

  /** Tells the others that this person is writing: call at every key. Goes out rarely, and only when online. */
  typing(): void;
  /** Who is writing now, without me and blocked people. Any member could forge it. */
  readonly typists: readonly Typist[];
}

export interface Client {
  /** Loads what this device has. Settles without the network; storage failures become notices. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Rooms on this device, last opened first. */
  rooms(): readonly Room[];
  room(id: RoomId): Room | undefined;
  readonly connection: Connection;
  readonly notices: readonly Notice[];
  /** Generates six words, derives the room, stores it and joins it when a link is up. */
  createRoom(name: string): Promise<Room>;
  /** A link (or its fragment) or six words. The room is joined when a link is up: see membership. */
  join(invite: string): Promise<Result<Room, JoinError>>;
  /** What this person can do as host; undefined when they are not. Rejects when it could not be loaded. */
  hostPowers(room: RoomId): Promise<HostPowers | undefined>;
  /**
   * What flows over links to other phones in this room (SPEC section 13); the same one until it was
   * closed. Undefined without the room. Rejects when it could not be loaded.
   */
  nearby(room: RoomId, ports: NearbyPorts): Promise<Nearby | undefined>;
  /** Forgets a room, its keys and its messages on this device. */
  leave(id: RoomId): Promise<void>;
  /** Where the relay is and what it is; safe to call again when /config.json arrives. */
  configure(settings: ClientSettings): void;
  /** Something suggests that trying now may help: hints only hasten, never decide. */
  hint(hint: Hint): void;
  /** Low on data: nothing goes out that nobody asked for, neither typing nor our name among those here. */
  setLowData(on: boolean): void;
  /** Head of what the relay has and this device has not, or undefined: for tests and the doctor. */
  synced(room: RoomId): { readonly cursor: Seq; readonly head: Seq } | undefined;
  on(listener: (event: ClientEvent) => void): () => void;
}

export type Hint = LinkHint;

export interface ClientSettings {
  /** ws:// or wss:// address of the relay. */
  readonly relayUrl: string;
  /** Web origin: signed in joins and put in front of invite links. */
  readonly origin: string;
  /** Refuse relays of another environment; undefined accepts any. */
  readonly environment: Environment | undefined;
  /** Salt of spoken words at this event. */
  readonly eventTag: string;
}
