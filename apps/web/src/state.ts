/** The one bridge from the engine to the screen: its events become signals. */
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Client, Notice, Room } from "@festival-chat/client";
import type { AuthorKey, Environment, MessageId, RoomId } from "@festival-chat/protocol/wire";
import { type ShownLine, isQuiet, nextLine } from "./connection/connection-line.ts";
import { formatRoute, parseRoute, type Route, roomOf, routeOf } from "./route.ts";

/** What the sheet of a message shows. */
export type MessageView =
  | { readonly kind: "actions"; readonly react?: boolean }
  | { readonly kind: "who" | "details" | "remove" | "block" | "emoji" };

/** One of the people of a room: what can be done about them, or the question before it is. */
export interface PersonStep {
  readonly kind: "one" | "remove";
  readonly author: AuthorKey;
  readonly name: string;
}

export type Dialog =
  | { readonly kind: "start" }
  | { readonly kind: "scan" }
  | { readonly kind: "words" }
  | { readonly kind: "invite"; readonly room: Room }
  | { readonly kind: "poster"; readonly room: Room }
  | { readonly kind: "search"; readonly room: Room }
  | {
      readonly kind: "message";
      readonly room: Room;
      readonly id: MessageId;
      readonly view: MessageView;
    }
  /** Connection check. */
  | { readonly kind: "check" }
  /** Frees space on this phone. */
  | { readonly kind: "space" }
  /** Phones that can be reached without internet. */
  | { readonly kind: "nearby" }
  /** Outside production only. */
  | { readonly kind: "debug" }
  /** This phone's rooms go to another one. */
  | { readonly kind: "give" }
  /** Rooms come from another phone: by a link, or by words that are still to be typed. */
  | { readonly kind: "take"; readonly from: string | undefined }
  /** They have gone: this phone does not write any more. */
  | { readonly kind: "moved" }
  /** How to keep the app. */
  | { readonly kind: "install" }
  | { readonly kind: "menu"; readonly room: Room }
  /** Every room of this phone, to go to another one. */
  | { readonly kind: "rooms" }
  /** What one does with a room in the list. */
  | { readonly kind: "row"; readonly room: Room }
  | { readonly kind: "name"; readonly room: Room }
  | { readonly kind: "compare"; readonly room: Room }
  | { readonly kind: "leave"; readonly room: Room }
  /** How this phone shows and tells things, in every room. */
  | { readonly kind: "settings" }
  /** Everybody known in a room. */
  | { readonly kind: "members"; readonly room: Room; readonly step?: PersonStep }
  /** Whether this phone buzzes for a room. */
  | { readonly kind: "bell"; readonly room: Room }
  /** What the host can do with a room. */
  | { readonly kind: "host"; readonly room: Room; readonly closing?: boolean };

/** A sentence at the foot of the screen, with at most one thing to do about it, or not to do. */
export interface Toast {
  readonly words: string;
  readonly action?: { readonly words: string; readonly run: () => void };
  /** Goes by itself: what it offers can be done elsewhere too. */
  readonly passing?: boolean;
  /** In the place of the plain way to close it. */
  readonly decline?: { readonly words: string; readonly run: () => void };
}

export interface AppState {
  readonly client: Client;
  /** False until what the device has was loaded. */
  readonly opened: ReadonlySignal<boolean>;
  readonly rooms: ReadonlySignal<readonly Room[]>;
  readonly notices: ReadonlySignal<readonly Notice[]>;
  readonly route: ReadonlySignal<Route>;
  /** The room on the screen. */
  readonly room: ReadonlySignal<Room | undefined>;
  readonly line: ReadonlySignal<(ShownLine & { readonly quiet: boolean }) | undefined>;
  /** What the live region says. */
  readonly said: Signal<string>;
  readonly dialog: Signal<Dialog | undefined>;
  readonly toast: Signal<Toast | undefined>;
  /** Known once /config.json arrived. */
  readonly environment: Signal<Environment | undefined>;
  /** The text of /config.json, once it arrived. */
  readonly config: Signal<string | undefined>;
  /** Something between us and the relay wants a sign-in first. */
  readonly signInNeeded: Signal<boolean>;
  /** Counts changes of a room: read it to be drawn again when the room changes. */
  changesOf(room: RoomId): ReadonlySignal<number>;
  /** Counts changes of what is typed, in any room: at every key, so only what shows it reads it. */
  readonly drafts: ReadonlySignal<number>;
  /** What the device has is loaded now: the first screen is known. */
  loaded(): void;
  go(route: Route, options?: { readonly replace?: boolean }): void;
  goToRoom(room: Room, options?: { readonly replace?: boolean }): void;
}

/** Connects a client to signals. Lives as long as the page. */
export function createAppState(client: Client, startPath: string): AppState {
  const rooms = signal<readonly Room[]>(client.rooms());
  const notices = signal<readonly Notice[]>(client.notices);
  const route = signal<Route>(parseRoute(startPath));
  const room = computed(() => roomOf(route.value, rooms.value));
  const line = signal<(ShownLine & { readonly quiet: boolean }) | undefined>(undefined);
  const opened = signal(false);
  const signInNeeded = signal(false);
  const changes = new Map<RoomId, Signal<number>>();
  const drafts = signal(0);

  const changesOf = (id: RoomId): Signal<number> => {
    const known = changes.get(id);
    if (known !== undefined) return known;
    const fresh = signal(0);
    changes.set(id, fresh);
    return fresh;
  };
  const changed = (id: RoomId): void => {
    const count = changesOf(id);
    count.value = count.peek() + 1;
  };

  let lineTimer: ReturnType<typeof setTimeout> | undefined;
  const drawLine = (): void => {
    clearTimeout(lineTimer);
    const now = Date.now();
    const next = nextLine(line.peek(), client.connection, signInNeeded.peek(), now);
    line.value = { ...next.shown, quiet: isQuiet(next.shown, now) };
    if (next.wakeAt !== undefined) lineTimer = setTimeout(drawLine, next.wakeAt - now);
  };

  client.on((event) => {
    batch(() => {
      switch (event.kind) {
        case "rooms":
          rooms.value = [...client.rooms()];
          for (const id of changes.keys()) if (client.room(id) === undefined) changes.delete(id);
          return;
        case "room":
        case "presence":
        case "messages":
          changed(event.room);
          return;
        case "draft":
          drafts.value += 1;
          return;
        case "connection":
          drawLine();
          return;
        case "notice":
          notices.value = [...client.notices];
          return;
      }
    });
  });
  signInNeeded.subscribe(drawLine);

  const go: AppState["go"] = (next, options) => {
    const path = formatRoute(next);
    if (options?.replace === true) history.replaceState(null, "", path);
    else if (path !== location.pathname) history.pushState(null, "", path);
    route.value = next;
  };
  window.addEventListener("popstate", () => {
    route.value = parseRoute(location.pathname);
  });

  return {
    client,
    opened,
    rooms,
    notices,
    route,
    room,
    line,
    said: signal(""),
    dialog: signal<Dialog | undefined>(undefined),
    toast: signal<Toast | undefined>(undefined),
    environment: signal<Environment | undefined>(undefined),
    config: signal<string | undefined>(undefined),
    signInNeeded,
    changesOf,
    drafts,
    loaded: () => {
      batch(() => {
        rooms.value = [...client.rooms()];
        notices.value = [...client.notices];
        opened.value = true;
      });
    },
    go,
    goToRoom: (target, options) => {
      rooms.value = [...client.rooms()];
      go(routeOf(target, client.rooms()), options);
    },
  };
}
