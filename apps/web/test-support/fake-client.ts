/**
 * A `Client` without an engine, for looking at screens: what it is told is what it shows.
 * Never part of the app.
 */
import {
  openPolicy,
  type Client,
  type ClientEvent,
  type Connection,
  type Draft,
  type Gap,
  type Membership,
  type Message,
  type Notice,
  type PinnedMessage,
  type QuietLine,
  type Room,
  type RoomPolicy,
  type RoomSettings,
} from "@festival-chat/client";
import { idFromBytes, ok, err, type MessageId, type RoomId } from "@festival-chat/protocol/wire";
import { aMessage } from "./messages.ts";

const bytes = (seed: number, length: number): Uint8Array =>
  Uint8Array.from(
    { length },
    (_, i) => ((Math.imul(seed + 1, 2654435761) >>> ((i % 4) * 8)) + i * 37) & 255,
  );

export const authorOf = (seed: number) => idFromBytes("AuthorKey", bytes(seed, 32));

let counter = 0;
/** A message of author number `author`; 0 is this phone. */
export function message(
  author: number,
  name: string,
  text: string,
  at: number,
  more: Partial<Message> = {},
): Message {
  const id = new Uint8Array(16);
  new DataView(id.buffer).setUint32(0, ++counter);
  return aMessage(counter, author, {
    id: idFromBytes("MessageId", id),
    author: authorOf(author),
    name,
    body: { kind: "text", text, edited: false },
    at,
    arrivedAt: at,
    ...more,
  });
}

export interface FakeRoom {
  readonly seed: number;
  readonly name: string | undefined;
  readonly count: number;
  readonly members?: readonly string[];
  readonly myName?: string;
  readonly messages?: readonly Message[];
  readonly gaps?: readonly Gap[];
  readonly pins?: readonly PinnedMessage[];
  readonly membership?: Membership;
  readonly isHost?: boolean;
  readonly policy?: Partial<RoomPolicy>;
  readonly lines?: readonly QuietLine[];
  readonly hasEarlier?: boolean;
  readonly settings?: Partial<RoomSettings>;
  /** How many of the last messages of others were not seen. */
  readonly unread?: number;
}

export interface FakeStart {
  readonly rooms?: readonly FakeRoom[];
  readonly connection?: Connection;
  readonly notices?: readonly Notice[];
}

export interface FakeClient extends Client {
  emit(event: ClientEvent): void;
  arrive(room: RoomId, ...added: readonly Message[]): void;
  become(connection: Connection): void;
}

export function createFakeClient(start: FakeStart): FakeClient {
  const listeners = new Set<(event: ClientEvent) => void>();
  let connection: Connection = start.connection ?? { kind: "online", slow: false };
  const emit = (event: ClientEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const lists = new Map<RoomId, readonly Message[]>();
  const rooms = new Map<RoomId, Room>();

  const change = (
    room: RoomId,
    next: readonly Message[],
    added: readonly Message[],
    changed: readonly Message[],
  ) => {
    lists.set(room, next);
    emit({ kind: "messages", room, added, changed });
  };
  const createRoom = (fake: FakeRoom): Room => {
    const id = idFromBytes("RoomId", bytes(fake.seed, 16));
    lists.set(id, fake.messages ?? []);
    const me = authorOf(0);
    let myName = fake.myName;
    let settings: RoomSettings = {
      favourite: false,
      notify: "all",
      archived: false,
      joinLines: true,
      seen: true,
      open: false,
      ...fake.settings,
    };
    let draft: Draft | undefined;
    let pins: readonly PinnedMessage[] = fake.pins ?? [];
    let unread = fake.unread ?? 0;
    const alter = (which: MessageId, how: (one: Message) => Partial<Message>) => {
      const list = lists.get(id) ?? [];
      const old = list.find((one) => one.id === which);
      if (old === undefined) return Promise.resolve(err({ kind: "empty" } as const));
      const next = { ...old, ...how(old) };
      change(
        id,
        list.map((one) => (one === old ? next : one)),
        [],
        [next],
      );
      return Promise.resolve(ok(which));
    };
    const unseen = (): readonly Message[] =>
      unread === 0 ? [] : (lists.get(id) ?? []).filter(({ mine }) => !mine).slice(-unread);
    const room: Room = {
      id,
      name: fake.name,
      link: "https://festival.chat/#Zm9yZXN0LWNhbXAtb3dsMQ.b3dsLWhvc3Q",
      words: ["tulip", "anchor", "mango", "bicycle", "lantern", "otter"],
      membership: fake.membership ?? { kind: "joined" },
      presence: {
        count: fake.count,
        members: (fake.members ?? []).map((name, i) => ({
          tag: idFromBytes("DeviceTag", bytes(i, 8)),
          name,
        })),
      },
      me,
      get myName() {
        return myName;
      },
      suggestedName: "Moth 27",
      isHost: fake.isHost ?? true,
      policy: { ...openPolicy, ...fake.policy },
      waitMillis: 0,
      get activeAt() {
        return lists.get(id)?.at(-1)?.arrivedAt ?? 0;
      },
      get last() {
        return lists.get(id)?.at(-1);
      },
      fingerprint: bytes(fake.seed, 32),
      messages: () => lists.get(id) ?? [],
      gaps: () => fake.gaps ?? [],
      lines: () => fake.lines ?? [],
      versions: (which) => {
        const one = (lists.get(id) ?? []).find((each) => each.id === which);
        return one?.body.kind === "text" ? [{ text: one.body.text, at: one.at }] : [];
      },
      pins: () => pins,
      pin: (which, pinned) => {
        pins = pins.filter(({ message }) => message !== which);
        if (pinned) pins = [{ message: which, by: me }, ...pins];
        emit({ kind: "room", room: id });
        return Promise.resolve(ok(which));
      },
      hasEarlier: fake.hasEarlier ?? false,
      opening: false,
      caughtUp: true,
      send: (text, options) => {
        const sent = message(0, myName ?? "Moth 27", text, Date.now(), {
          state: "sending",
          replyTo: options?.replyTo,
        });
        change(id, [...(lists.get(id) ?? []), sent], [sent], []);
        setTimeout(() => {
          const done: Message = { ...sent, state: "sent" };
          change(
            id,
            (lists.get(id) ?? []).map((m) => (m.id === sent.id ? done : m)),
            [],
            [done],
          );
        }, 600);
        return Promise.resolve(ok(sent.id));
      },
      react: (which, emoji) =>
        alter(which, (one) => ({
          reactions: [
            ...one.reactions
              .map((each) => ({
                emoji: each.emoji,
                authors: each.authors.filter(
                  (by) => by !== me || (emoji !== "" && each.emoji !== emoji),
                ),
              }))
              .map((each) =>
                each.emoji === emoji ? { emoji, authors: [...each.authors, me] } : each,
              )
              .filter(({ authors }) => authors.length > 0),
            ...(emoji === "" || one.reactions.some((each) => each.emoji === emoji)
              ? []
              : [{ emoji, authors: [me] }]),
          ],
        })),
      edit: (which, text) =>
        alter(which, (one) => ({
          body: { kind: "text", text, edited: true },
          edits: one.edits + 1,
        })),
      remove: (which) =>
        alter(which, () => ({ body: { kind: "removed" }, removedBy: me, reactions: [] })),
      setName: (name) => {
        myName = name;
        emit({ kind: "room", room: id });
        return Promise.resolve(ok(undefined));
      },
      loadEarlier: () => false,
      opened: () => undefined,
      retry: () => Promise.resolve(),
      discard: (which) => {
        change(
          id,
          (lists.get(id) ?? []).filter((m) => m.id !== which),
          [],
          [],
        );
        return Promise.resolve();
      },
      undo: (which) => room.discard(which).then(() => "discarded" as const),
      message: (which) => (lists.get(id) ?? []).find((one) => one.id === which),
      nameOf: (author) =>
        (lists.get(id) ?? []).findLast((one) => one.author === author)?.name ?? "Moth 27",
      get settings() {
        return settings;
      },
      configure: (change) => {
        settings = { ...settings, ...change };
        emit({ kind: "room", room: id });
        return Promise.resolve();
      },
      get draft() {
        return draft;
      },
      setDraft: (next) => {
        draft = next;
        return Promise.resolve();
      },
      get unread() {
        return { count: unread, mentions: unseen().filter((one) => one.mentionsMe).length };
      },
      get firstUnread() {
        return unseen()[0]?.id;
      },
      isUnread: (which) => unseen().some((one) => one.id === which),
      markRead: () => {
        unread = 0;
        emit({ kind: "room", room: id });
        return Promise.resolve();
      },
      blocked: [],
      block: () => Promise.resolve(),
      unblock: () => Promise.resolve(),
      size: { messages: 0, bytes: 0 },
      transmit: () => false,
      typing: () => undefined,
      typists: [],
    };
    rooms.set(id, room);
    return room;
  };
  for (const fake of start.rooms ?? []) createRoom(fake);

  return {
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    rooms: () => [...rooms.values()],
    room: (id) => rooms.get(id),
    get connection() {
      return connection;
    },
    notices: start.notices ?? [],
    createRoom: (name) => {
      const room = createRoom({ seed: 40 + rooms.size, name, count: 1 });
      emit({ kind: "rooms" });
      return Promise.resolve(room);
    },
    join: () => Promise.resolve(err({ kind: "not-an-invite" })),
    hostPowers: () => Promise.resolve(undefined),
    nearby: () => Promise.resolve(undefined),
    leave: (id) => {
      rooms.delete(id);
      emit({ kind: "rooms" });
      return Promise.resolve();
    },
    configure: () => undefined,
    hint: () => undefined,
    setLowData: () => undefined,
    synced: () => undefined,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit,
    arrive: (room, ...added) => change(room, [...(lists.get(room) ?? []), ...added], added, []),
    become: (next) => {
      connection = next;
      emit({ kind: "connection", connection });
    },
  };
}
