/**
 * Announcements of the organiser on this phone: taken by the rules, kept for a start without signal,
 * shown on a surface of their own, and told back to the relay as numbers without a name (SPEC N9).
 */
import { render } from "preact";
import { effect } from "@preact/signals";
import type { Room } from "@festival-chat/client";
import {
  believe,
  type Believed,
  createBoard,
  type HeldAnnouncement,
  packBelieved,
  packKept,
  parseBelieved,
  parseKept,
  parseOffered,
  verifySignature,
} from "@festival-chat/client/announcements";
import {
  type AnnouncementId,
  type AnnouncementMark,
  encodeAnnouncementFrame,
} from "@festival-chat/protocol/wire";
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { tongue } from "../strings/words.ts";
import type { AppState } from "../state.ts";
import { noteBelieved, notedPushed } from "../sw/organiser-note.ts";
import styles from "../style/announcements.css?url";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import { knowRelayTime, relayNow } from "./relay-time.ts";
import { announcementsKey } from "./announcements-key.ts";
import type { SurfaceActs } from "./surface.tsx";

/** Longer is no timer of a browser (2^31 ms). */
const longestTimer = 0x7fff_ffff;
/** Frames that wait for the key they are to be believed by. */
const mostWaiting = 32;

/** Starts; lives as long as the page. @returns takes a frame */
export function startAnnouncements(state: AppState): (frame: Uint8Array) => void {
  let believed: Believed | undefined = parseBelieved(recall(lateMemoryKeys.organiser));
  let board = createBoard(verifySignature);
  const waiting: Uint8Array[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (): void => {
    const held = board.held();
    remember(announcementsKey, held.length === 0 ? undefined : packKept(held));
  };

  const drawIn = (room: Room | undefined): void => {
    const now = relayNow();
    clearTimeout(timer);
    const next = board.nextExpiry(now);
    if (next !== undefined) timer = setTimeout(draw, Math.min(next - now + 1, longestTimer));
    const standing = board.standing(now, room?.id);
    void drawSurface(standing, acts);
  };
  const draw = (): void => drawIn(state.room.peek());

  /** Tells the relay what it was not told yet. Any room's link will do: the frame names none. */
  const tell = (): void => {
    let changed = false;
    for (const { statement, marks, told } of board.held()) {
      const { id, revision } = statement;
      for (const mark of marks) {
        if (told.includes(mark)) continue;
        const frame = encodeAnnouncementFrame({ kind: "announcement-seen", id, revision, mark });
        if (!state.client.rooms().some((room) => room.transmit(() => frame))) return;
        const now = board.held().find((one) => one.statement.id === id);
        board.change(id, { told: [...(now?.told ?? []), mark] });
        changed = true;
      }
    }
    if (changed) keep();
  };

  const mark = (id: AnnouncementId, add: AnnouncementMark): void => {
    const held = board.held().find(({ statement }) => statement.id === id);
    if (held === undefined || held.marks.includes(add)) return;
    board.change(id, { marks: [...held.marks, add] });
    keep();
    tell();
  };

  const acts: SurfaceActs = {
    opened: (id) => mark(id, "opened"),
    askHelp: (id) => mark(id, "help"),
    resize(id, shown) {
      board.change(id, { shown });
      keep();
      draw();
    },
  };

  const take = async (frame: Uint8Array, live: boolean): Promise<void> => {
    if (believed === undefined) {
      if (waiting.length < mostWaiting) waiting.push(frame);
      return;
    }
    await knowRelayTime();
    const taken = await board.hear(frame, believed, relayNow());
    if (typeof taken === "string") return;
    keep();
    draw();
    tell();
    const { withdrawn, level } = taken.statement;
    if (live && !withdrawn && level === "important") void sound();
  };

  const restore = async (): Promise<void> => {
    if (believed === undefined) return;
    board = createBoard(verifySignature);
    const kept = parseKept(recall(announcementsKey));
    if (kept.length > 0) await knowRelayTime();
    await board.restore(kept, believed, relayNow());
    if (board.held().length < kept.length) keep();
    draw();
    tell();
    await takePushed();
  };

  /** What came while the app was closed: the service worker has it on a note. */
  const takePushed = async (): Promise<void> => {
    for (const frame of await notedPushed()) await take(frame, false);
  };

  const settle = async (config: string): Promise<void> => {
    const offered = parseOffered(config);
    if (offered === undefined) return;
    const next = await believe(believed, offered, verifySignature);
    const text = packBelieved(next);
    const fresh = believed === undefined;
    if (text === recall(lateMemoryKeys.organiser) && !fresh) return;
    believed = next;
    remember(lateMemoryKeys.organiser, text);
    void noteBelieved(text);
    if (fresh) await restore();
    for (const frame of waiting.splice(0)) await take(frame, true);
  };

  void restore();
  effect(() => {
    const config = state.config.value;
    if (config !== undefined) void settle(config);
  });
  effect(() => drawIn(state.room.value));
  state.client.on((event) => {
    if (event.kind === "connection" && event.connection.kind === "online") tell();
  });
  document.addEventListener("visibilitychange", () => {
    // Timers sleep with the phone.
    if (document.visibilityState !== "visible") return;
    draw();
    void takePushed();
  });
  window.addEventListener("storage", ({ key }) => {
    // Another tab has the link: what it took is shown in this one too.
    if (key !== announcementsKey && key !== lateMemoryKeys.organiser) return;
    believed = parseBelieved(recall(lateMemoryKeys.organiser)) ?? believed;
    void restore();
  });
  // Another language, another direction: drawn again.
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["lang"] });

  return (frame) => void take(frame, true);
}

/** Once, and only where somebody has touched the page: browsers see to that. */
async function sound(): Promise<void> {
  try {
    (await import("../reach/knock.ts")).knock();
  } catch {
    // No signal, no sound: it is on the screen.
  }
}

let surface: HTMLElement | undefined;
let latest: readonly HeldAnnouncement[] = [];

/** Shows what stands, beside the app; what shows it is fetched when there is something to show. */
export async function drawSurface(
  standing: readonly HeldAnnouncement[],
  acts: SurfaceActs,
): Promise<void> {
  latest = standing;
  if (standing.length === 0 && surface === undefined) return;
  const [{ AnnouncementSurface }, { announcementWords }] = await Promise.all([
    import("./surface.tsx"),
    import("../strings/announcement-words.ts"),
    lateStyles(styles),
    loadLateStyles(),
    tongue.behind,
  ]);
  if (surface === undefined) {
    surface = document.createElement("aside");
    surface.className = "organiser";
    document.body.prepend(surface);
  }
  surface.setAttribute("aria-label", announcementWords.region);
  surface.hidden = latest.length === 0;
  render(<AnnouncementSurface standing={latest} acts={acts} />, surface);
}
