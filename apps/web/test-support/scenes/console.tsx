/** The organiser's console on a lively evening, before a relay of its own making. */
import { render } from "preact";
import {
  type ActivityItem,
  type Announced,
  type AuditPage,
  type Figures,
  type OpenRoomList,
  type OrganiserList,
  type OrganiserSettings,
  type RoomDetail,
  type RoomFigures,
  type RoomList,
  routes,
  type Sample,
  type SessionState,
} from "@festival-chat/protocol/organiser";
import type { Transport } from "../../src/organiser/api.ts";
import { Console } from "../../src/organiser/console.tsx";
import { createDesk, type Desk } from "../../src/organiser/desk.ts";
import { templateTexts } from "../../src/organiser/templates.ts";
import announcementStyles from "../../src/style/announcements.css?url";
import inviteStyles from "../../src/style/invite.css?url";
import viewStyles from "../../src/style/organiser-views.css?url";
import organiserStyles from "../../src/style/organiser.css?url";
import { lateStyles, loadLateStyles } from "../../src/ui/late-styles.ts";
import { appears, type, type ConsoleScene, type Scenes } from "./scene.ts";

const minute = 60_000;
const tag = (seed: number): string => (0x1a2b3c4d5e + seed * 0x11d9).toString(16).padStart(12, "0");
const hash = (seed: number): string => tag(seed).repeat(6).slice(0, 64);

const wave = (at: number, speed: number): number => Math.sin((at / minute) * speed) + 1;

const sampleAt = (at: number, index: number): Sample => ({
  at,
  connections: Math.round(2_400 + index * 9 + 180 * wave(at, 0.11)),
  rooms: Math.round(310 + index / 2),
  messages: Math.round(420 + 160 * wave(at, 0.23) + index * 3),
  refusals: index % 9 === 0 ? 24 : "<20",
  delivery50Millis: 9 + 4 * wave(at, 0.5),
  delivery95Millis: 34 + 22 * wave(at, 0.31),
  storageBytes: 41_000_000 + index * 260_000,
  memoryBytes: 212_000_000 + Math.round(14_000_000 * wave(at, 0.9)),
  loopDelayMillis: 2 + wave(at, 0.7),
  pushesSent: Math.round(60 + 40 * wave(at, 0.4)),
  pushesFailed: "<20",
});

function figures(now: number): Figures {
  const samples = Array.from({ length: 180 }, (_, i) => sampleAt(now - (180 - i) * minute, i));
  return { now, startedAt: now - 26 * 60 * minute, current: sampleAt(now, 181), samples };
}

const session = (now: number): SessionState => ({
  now,
  environment: "staging",
  eventTag: "owl-2026",
  version: "0.1.0",
  hasPasskeys: true,
  session: {
    name: "Control",
    role: "owner",
    idleUntil: now + 15 * minute,
    endsAt: now + 480 * minute,
    steppedUpUntil: 0,
    passkeys: [{ id: "cGFzc2tleQ", label: "Phone of control", addedAt: now - 300 * minute }],
  },
});

const rooms = (now: number): readonly RoomFigures[] =>
  Array.from({ length: 9 }, (_, i) => ({
    tag: tag(i),
    name: i === 0 ? "Main stage" : i === 3 ? "Lost and found" : null,
    state: i === 5 ? "closed" : "open",
    slowSeconds: i === 0 ? 30 : 0,
    links: i < 5 ? 640 - i * 120 : "<20",
    messages: i < 7 ? 8_400 - i * 1_100 : "<20",
    bytes: 5_400_000 - i * 500_000,
    lastActiveAt: now - i * i * minute,
  }));

const activity = (now: number): readonly ActivityItem[] => [
  { n: 1, at: now - 90 * minute, kind: "relay-started", room: null, device: null, times: 1 },
  { n: 2, at: now - 24 * minute, kind: "signed-in", room: null, device: null, times: 1 },
  { n: 3, at: now - 11 * minute, kind: "busy-room", room: tag(0), device: null, times: 7 },
  { n: 4, at: now - 6 * minute, kind: "busy-device", room: tag(0), device: tag(40), times: 31 },
  { n: 5, at: now - 2 * minute, kind: "announced", room: null, device: null, times: 1 },
];

const announcements = (now: number): readonly Announced[] => [
  {
    id: hash(1).slice(0, 32),
    revision: 3,
    level: "emergency",
    issuedAt: now - 6 * minute,
    expiresAt: now + 54 * minute,
    nextUpdate: now + 9 * minute,
    rooms: [],
    texts: templateTexts("evacuate", "car park B"),
    withdrawn: false,
    sent: 2_611,
    reached: 2_540,
    opened: 1_553,
    help: 2,
  },
  {
    id: hash(2).slice(0, 32),
    revision: 1,
    level: "info",
    issuedAt: now - 190 * minute,
    expiresAt: now - 10 * minute,
    nextUpdate: 0,
    rooms: [tag(0)],
    texts: templateTexts("water", "gate C").slice(0, 1),
    withdrawn: false,
    sent: 644,
    reached: 610,
    opened: "<20",
    help: 0,
  },
];

const openRooms: OpenRoomList = {
  rooms: [
    {
      name: "Main stage",
      link: "https://festival.chat/#Zm9yZXN0LWNhbXAtb3dsMQ.b3dsLWhvc3Q",
      closed: false,
      fixed: true,
    },
    {
      name: "Lost and found",
      link: "https://festival.chat/#Zm9yZXN0LWNhbXAtb3dsMg.b3dsLWhvc3Q",
      closed: false,
      fixed: false,
    },
    {
      name: "Night bus",
      link: "https://festival.chat/#Zm9yZXN0LWNhbXAtb3dsMw.b3dsLWhvc3Q",
      closed: true,
      fixed: false,
    },
  ],
};

const settings: OrganiserSettings = {
  retentionHours: 72,
  retentionMegabytes: 100,
  newRoomsStopped: false,
  organiserKey: "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k",
  keyChanges: 1,
  pushes: true,
};

const organisers = (now: number): OrganiserList => ({
  organisers: [
    { name: "Control", role: "owner", addedAt: now, lastSignInAt: now - minute, passkeys: 1 },
    { name: "Gate C", role: "operator", addedAt: now, lastSignInAt: 0, passkeys: 0 },
  ],
});

const audit = (now: number): AuditPage => ({
  length: 42,
  head: hash(7),
  brokenAt: 0,
  entries: [
    ["announce", "level=emergency revision=3"],
    ["room-slow", `room=${tag(0)} seconds=30`],
    ["sign-in", "proof=passkey"],
    ["sign-in-refused", ""],
  ].map(([what = "", detail = ""], i) => ({
    n: 42 - i,
    at: now - i * 4 * minute,
    who: what === "sign-in-refused" ? "" : "Control",
    what,
    detail,
    hash: hash(20 + i),
  })),
});

/** Answers like the relay of that evening. */
const answers = (now: number): ReadonlyMap<string, unknown> => {
  const [first] = rooms(now);
  const roomList: RoomList = { rooms: rooms(now), total: 327 };
  const detail: RoomDetail | undefined = first && {
    ...first,
    devices: [
      { tag: tag(40), messages: 412, banned: false },
      { tag: tag(41), messages: 96, banned: true },
    ],
  };
  return new Map<string, unknown>([
    [routes.state.path, session(now)],
    [routes.figures.path, figures(now)],
    [routes.activity.path, { last: 5, items: activity(now) }],
    [routes.rooms.path, roomList],
    [routes.room.path, detail],
    [routes.announcements.path, { announcements: announcements(now) }],
    [routes.openRooms.path, openRooms],
    [routes.settings.path, settings],
    [routes.organisers.path, organisers(now)],
    [routes.bans.path, { bans: [{ device: tag(41), at: now - 50 * minute }] }],
    [routes.audit.path, audit(now)],
  ]);
};

const relay = (now: number, changes: readonly (readonly [string, unknown])[]): Transport => {
  const known = new Map([...answers(now), ...changes]);
  return ({ path }) => {
    const answer = known.get(path);
    if (answer === undefined) return Promise.reject(new Error("no signal"));
    return Promise.resolve({ status: 200, text: JSON.stringify(answer) });
  };
};

/** A view of the console, once what is looked for is there. */
const scene = (
  fragment: string,
  selector: string,
  play: (desk: Desk) => void | Promise<void> = () => undefined,
  changes: (now: number) => readonly (readonly [string, unknown])[] = () => [],
): ConsoleScene => ({
  async draw(root) {
    const now = Date.now();
    await Promise.all(
      [organiserStyles, viewStyles, announcementStyles, inviteStyles]
        .map(lateStyles)
        .concat(loadLateStyles()),
    );
    const desk = createDesk(relay(now, changes(now)), fragment);
    root.id = "organiser";
    render(<Console desk={desk} />, root);
    await desk.refresh();
    await appears(selector);
    await play(desk);
  },
});

const press = async (selector: string): Promise<void> => (await appears(selector)).click();

export const consoleScenes: Scenes = {
  "console-sign-in": scene(
    "",
    ".desk-door",
    () => undefined,
    (now) => [[routes.state.path, { ...session(now), session: null }]],
  ),
  "console-live": scene("#live", ".desk-chart canvas"),
  "console-announcements": scene("#announce", ".desk-card"),
  "console-compose": scene("#announce/new", ".desk-compose", async () => {
    await press(".choice:nth-of-type(3) input");
    await type(".desk-texts input", "Go to car park B now");
    await type(".desk-texts label:nth-of-type(2) input", "Fire near the main stage");
  }),
  "console-rooms": scene("#rooms", ".desk-row"),
  "console-room": scene(`#rooms/${tag(0)}`, ".desk-split"),
  "console-delete": scene(`#rooms/${tag(0)}`, ".desk-split", async () => {
    await press(".row .danger");
    await appears("dialog[open] input");
  }),
  "console-open-rooms": scene("#open", ".desk-card"),
  "console-poster": scene("#open", ".desk-card", async () => {
    await press(".desk-card button:nth-of-type(5)");
    await appears(".poster-preview .qr");
  }),
  "console-settings": scene("#settings", ".desk-split"),
  "console-log": scene("#log", ".desk-log li"),
  "console-no-answer": scene(
    "#rooms",
    ".desk-trouble",
    () => undefined,
    () => [[routes.rooms.path, undefined]],
  ),
};
