/**
 * What a push shows: exactly one notification, always. A browser that sees none takes the
 * subscription away, so nothing that goes wrong on the way may end before it.
 */
import type { PushNews } from "@festival-chat/client/push";
import type { AnnouncementStatement } from "@festival-chat/protocol/wire";
import { wordsFor } from "../announcements/words-for.ts";
import { appName, fromOrganiser, newMessage } from "../strings/push-words.ts";

/** What is used of a notification that is shown. */
export interface Shown {
  readonly data: unknown;
}

/** What is used of the service worker. Each part may throw or never answer. */
export interface PushScene {
  show(title: string, options: PushOptions): Promise<void>;
  /** Notifications on the screen with this tag. */
  shown(tag: string): Promise<readonly Shown[]>;
  /** Whether a window of the app is being looked at. */
  isLookedAt(): Promise<boolean>;
  /** The language the app speaks here. */
  language(): Promise<string>;
  /** Whether the person wants nobody's words on the lock screen. */
  isBare(): Promise<boolean>;
  read(bytes: Uint8Array | undefined): Promise<PushNews>;
  /** What the organiser announces by these bytes; undefined for every other push. */
  announced(bytes: Uint8Array): Promise<AnnouncementStatement | undefined>;
  /** Calls once after so long. @returns cancels it */
  schedule(run: () => void, millis: number): () => void;
}

/** The options of a notification that are used. */
export interface PushOptions {
  readonly body: string;
  readonly tag: string;
  readonly renotify: boolean;
  readonly silent: boolean;
  readonly icon: string;
  readonly lang: string;
  readonly dir: "auto";
  /** Stays until somebody has touched it. */
  readonly requireInteraction?: boolean;
  readonly timestamp?: number;
  readonly data: PushNote;
}

/** What a notification remembers. */
export interface PushNote {
  /** Where a tap leads. */
  readonly path: string;
  /** Messages it stands for. */
  readonly count: number;
}

const icon = "/icons/icon-192.png";
/** A lock screen shows a few lines; what is longer is in the app. */
const shownCharacters = 300;
/** A phone that was woken goes back to sleep after some seconds. */
const patienceMillis = 8_000;

/** Where a notification of a room leads, and the tag that makes it the only one of that room. */
export const pathOf = (room: string): string => `/room/${room}`;

/** The answer, or `otherwise` when there is none in time. Never rejects. */
function within<T>(scene: PushScene, ask: () => Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const cancel = scene.schedule(() => resolve(otherwise), patienceMillis / 2);
    const settle = (value: T): void => {
      cancel();
      resolve(value);
    };
    new Promise<T>((answer) => {
      answer(ask());
    }).then(settle, () => settle(otherwise));
  });
}

/** Shows one notification for one push. Rejects only when showing itself does. */
export async function tellPush(bytes: Uint8Array | undefined, scene: PushScene): Promise<void> {
  const announced = bytes && (await within(scene, () => scene.announced(bytes), undefined));
  if (announced !== undefined) return tellAnnouncement(announced, scene);
  const unknown: PushNews = { kind: "unknown" };
  const [news, bare, language, looking] = await Promise.all([
    within(scene, () => scene.read(bytes), unknown),
    // Who asked for it is not shown words because a phone was slow.
    within(scene, () => scene.isBare(), true),
    within(scene, () => scene.language(), "en"),
    within(scene, () => scene.isLookedAt(), false),
  ]);
  const path = news.kind === "unknown" ? "/" : pathOf(news.room);
  const before = await within(scene, () => scene.shown(path), []);
  const count = before.reduce((sum, { data }) => sum + countOf(data), 1);
  const something = newMessage[language] ?? newMessage["en"] ?? "";
  const { title, body } = wordsOf(news, count, something, bare);
  await scene.show(title, {
    body,
    tag: path,
    // One buzz for a room that talks, and one for each call.
    renotify: news.kind !== "unknown" && news.called,
    // Whoever looks at the app sees the message itself.
    silent: looking,
    icon,
    lang: language,
    dir: "auto",
    ...(news.kind === "message" ? { timestamp: news.at } : {}),
    data: { path, count },
  });
}

/** The organiser's words. A new revision takes the place of the one before, and buzzes again. */
async function tellAnnouncement(
  { id, level, texts, issuedAt }: AnnouncementStatement,
  scene: PushScene,
): Promise<void> {
  const language = await within(scene, () => scene.language(), "en");
  const text = wordsFor(texts, [language]);
  const [head = "", ...rest] = [text?.action, text?.title, text?.body].filter((one) => one);
  await scene.show(`${fromOrganiser[language] ?? fromOrganiser["en"]}: ${tame(head)}`, {
    body: short(tame(rest.join(" "))),
    tag: `announcement-${id}`,
    renotify: true,
    silent: level === "info",
    requireInteraction: level === "emergency",
    icon,
    lang: text?.language ?? "en",
    dir: "auto",
    timestamp: issuedAt,
    data: { path: "/", count: 1 },
  });
}

function wordsOf(
  news: PushNews,
  count: number,
  something: string,
  bare: boolean,
): { readonly title: string; readonly body: string } {
  const room = tame((news.kind === "unknown" ? undefined : news.roomName) ?? appName);
  const title = count > 1 ? `${isolated(room)} (${count})` : isolated(room);
  if (news.kind !== "message" || bare) return { title, body: something };
  return { title, body: `${isolated(tame(news.author))}: ${isolated(short(tame(news.text)))}` };
}

const directions = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Without what would turn other words around. */
const tame = (text: string): string => text.replace(directions, "");

/** People's words between isolates, so that their direction turns nothing else around. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

function short(text: string): string {
  // A character takes at most two code units; one more than is shown tells whether there are more.
  const characters = [...text.slice(0, 2 * shownCharacters + 2)];
  if (characters.length <= shownCharacters) return text;
  return `${characters.slice(0, shownCharacters).join("")}…`;
}

/** How many messages a notification stands for; whoever showed it. */
function countOf(data: unknown): number {
  const count = typeof data === "object" && data !== null && "count" in data ? data.count : 1;
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** The path that a tap on a notification leads to: one of ours, whatever it remembers. */
export function pathIn(data: unknown): string {
  const path = typeof data === "object" && data !== null && "path" in data ? data.path : undefined;
  return typeof path === "string" && /^\/room\/[0-9a-f]{32}$/u.test(path) ? path : "/";
}
