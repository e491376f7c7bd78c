/** Rooms as a day at a festival leaves them. */
import { message, type FakeRoom } from "../fake-client.ts";
import type { Scenes } from "./scene.ts";
import { appears, type } from "./scene.ts";
import { answers, conversation, manyMessages, minute } from "./talk.ts";

/** The room most scenes play in. */
export const camp = (now: number): FakeRoom => ({
  seed: 3,
  name: "Camp Owl",
  count: 7,
  members: ["Ana", "Ben", "Cy", "Dee"],
  myName: "Moth 27",
  messages: conversation(now),
});

/** The same with replies and reactions. */
export const chatty = (now: number): FakeRoom => ({ ...camp(now), messages: answers(now) });

const long =
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen https://lakeside.example/a/very/long/way/to/the/camp/with/the/owl/flag/on/row/k/2026";

export const roomScenes: Scenes = {
  room: { start: (now) => ({ rooms: [camp(now)] }) },
  "room-newcomer": {
    start: (now) => ({
      rooms: [
        {
          seed: 6,
          name: "Camp Owl",
          count: 3,
          members: ["Ana", "Ben"],
          messages: conversation(now).slice(3, 6),
        },
      ],
    }),
  },
  "room-empty": { start: () => ({ rooms: [{ seed: 17, name: "Kitchen crew", count: 1 }] }) },
  "room-answers": { start: (now) => ({ rooms: [chatty(now)] }) },
  "room-unread": { start: (now) => ({ rooms: [{ ...chatty(now), unread: 2 }] }) },
  "room-unread-120": {
    start: (now) => ({ rooms: [{ ...camp(now), messages: manyMessages(now), unread: 120 }] }),
  },
  "room-long": {
    start: (now) => ({ rooms: [{ ...camp(now), messages: manyMessages(now), hasEarlier: true }] }),
  },
  "room-hostile": {
    start: (now) => ({
      rooms: [
        {
          ...camp(now),
          name: "The ones who like techno at ten in the morning",
          messages: [
            message(1, "\u202eAna", "\u202ereversed to confuse the next line", now - 9 * minute),
            message(2, "A".repeat(60), long, now - 8 * minute),
            message(3, "Cy", `z${"\u0301\u0316".repeat(60)}algo`, now - 7 * minute),
            message(4, "Dee", "🦉".repeat(120), now - 6 * minute),
            message(5, "ليلى", "مرحبا Camp Owl 19:30 أين أنتم؟", now - 5 * minute),
            message(0, "Moth 27", "line\n".repeat(6), now - 2 * minute),
          ],
        },
      ],
    }),
  },
  "room-draft": {
    start: (now) => ({ rooms: [chatty(now)] }),
    play: () => type(".composer textarea", "A long message that goes on. ".repeat(12)),
  },
  "room-mention": {
    start: (now) => ({ rooms: [camp(now)] }),
    play: async () => {
      await type(".composer textarea", "@");
      await appears(".mentions");
    },
  },
  "room-offline": {
    start: (now) => ({
      connection: { kind: "waiting", retryAt: now },
      rooms: [
        {
          ...camp(now),
          count: 0,
          gaps: [{ after: conversation(now)[6]?.id, missing: 3 }],
          messages: [
            ...conversation(now),
            message(0, "Moth 27", "Tent is up, row K", now - 7 * 60 * minute, { state: "saved" }),
            message(0, "Moth 27", "This one the relay will not take", now, { state: "refused" }),
          ].toSorted((a, b) => a.at - b.at),
        },
      ],
    }),
  },
  "room-slow": {
    start: (now) => ({ connection: { kind: "online", slow: true }, rooms: [camp(now)] }),
  },
  "room-catching-up": {
    start: (now) => ({ connection: { kind: "catching-up", missing: 42 }, rooms: [camp(now)] }),
  },
  "room-connecting": {
    start: (now) => ({ connection: { kind: "connecting" }, rooms: [camp(now)] }),
  },
  "room-sign-in": {
    start: (now) => ({
      connection: { kind: "waiting", retryAt: now },
      rooms: [camp(now)],
    }),
    play: ({ state }) => {
      state.signInNeeded.value = true;
    },
  },
  "room-refused-version": {
    start: (now) => ({
      connection: { kind: "refused", error: "VersionTooOld" },
      rooms: [camp(now)],
    }),
  },
  "room-wrong-environment": {
    start: (now) => ({
      connection: { kind: "refused", error: "WrongOrigin" },
      notices: [{ kind: "wrong-environment", ours: "production", theirs: "staging" }],
      rooms: [camp(now)],
    }),
  },
  "room-storage-denied": {
    start: (now) => ({ notices: [{ kind: "storage-denied" }], rooms: [camp(now)] }),
  },
  "room-storage-full": {
    start: (now) => ({ notices: [{ kind: "storage-full" }], rooms: [camp(now)] }),
  },
  "room-no-such": {
    start: () => ({
      rooms: [{ seed: 9, name: undefined, count: 0, membership: { kind: "no-such-room" } }],
    }),
  },
  "room-refused": {
    start: (now) => ({
      rooms: [{ ...camp(now), membership: { kind: "refused", error: "BadSignature" } }],
    }),
  },
  "room-closed": {
    start: (now) => ({
      rooms: [{ ...camp(now), membership: { kind: "refused", error: "RoomClosed" } }],
    }),
  },
  "room-joining": {
    start: () => ({
      connection: { kind: "connecting" },
      rooms: [{ seed: 4, name: undefined, count: 0, membership: { kind: "joining" } }],
    }),
  },
};
