/** The list of rooms. */
import { message, type FakeRoom } from "../fake-client.ts";
import { camp } from "./rooms.ts";
import { appears, type Scenes } from "./scene.ts";
import { minute } from "./talk.ts";

export const others = (now: number): readonly FakeRoom[] => [
  {
    seed: 8,
    name: "Late bus home",
    count: 2,
    unread: 1,
    messages: [message(2, "Ben", "Leaves 01:30 from gate C", now - 30 * minute)],
  },
  {
    seed: 11,
    name: "The ones who like techno at ten in the morning",
    count: 0,
    settings: { notify: "none" },
    messages: [message(0, "Moth 27", "Anyone up?", now - 20 * 60 * minute)],
  },
  { seed: 21, name: "Kitchen crew", count: 12, settings: { favourite: true } },
];

const crowd = (now: number): readonly FakeRoom[] =>
  Array.from({ length: 24 }, (_, i) => ({
    seed: 50 + i,
    name: `Row ${String.fromCharCode(65 + i)}`,
    count: i % 7,
    unread: i % 5 === 0 ? i + 1 : 0,
    messages: [
      message(
        1 + (i % 4),
        ["Ana", "Ben", "Cy", "Dee"][i % 4] ?? "",
        "See you there",
        now - i * 17 * minute,
      ),
    ],
  }));

export const homeScenes: Scenes = {
  "home-empty": { home: true, start: () => ({}) },
  "home-offline": {
    home: true,
    start: (now) => ({
      connection: { kind: "waiting", retryAt: now },
      rooms: [camp(now), ...others(now)],
    }),
  },
  "home-rooms": { home: true, start: (now) => ({ rooms: [camp(now), ...others(now)] }) },
  "home-open": {
    home: true,
    start: (now) => ({
      rooms: [
        camp(now),
        ...others(now),
        { seed: 30, name: "Main Stage", count: 300, settings: { open: true } },
        { seed: 31, name: "Last year", count: 0, settings: { archived: true } },
      ],
    }),
    play: ({ state }) => {
      const link = "https://festival.chat/#AAECAwQFBgcICQoLDA0ODw";
      const openRooms = [{ name: "Lost and found", link }];
      state.config.value = JSON.stringify({ openRooms });
    },
  },
  "room-others": {
    start: (now) => ({
      rooms: [
        camp(now),
        ...others(now),
        {
          seed: 33,
          name: "Stage crew",
          count: 9,
          unread: 3,
          messages: [1, 2, 3].map((age) =>
            message(2, "Ben", "Moth, the ladder?", now - age * minute, { mentionsMe: age === 1 }),
          ),
        },
        { seed: 30, name: "Main Stage", count: 300, settings: { open: true } },
        { seed: 31, name: "Last year", count: 0, settings: { archived: true } },
      ],
    }),
    play: async () => {
      // A desk has the list of rooms beside it.
      await appears(".near-rooms, .side .rooms");
    },
  },
  "home-many": { home: true, start: (now) => ({ rooms: crowd(now) }) },
  "home-storage-denied": {
    home: true,
    start: () => ({ notices: [{ kind: "storage-denied" }] }),
  },
  "home-sign-in": {
    home: true,
    start: (now) => ({ connection: { kind: "waiting", retryAt: now }, rooms: others(now) }),
    play: ({ state }) => {
      state.signInNeeded.value = true;
    },
  },
};
