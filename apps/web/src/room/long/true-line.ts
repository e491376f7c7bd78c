/**
 * The line above what is unread, where more of it lay on this phone than was opened when the room was
 * shown: it moves up to where it belongs once the rest is opened, and the eye goes along unless
 * somebody has begun to read.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { signal } from "@preact/signals";
import type { Message, Room } from "@festival-chat/client";
import type { MessageId, Millis } from "@festival-chat/protocol/wire";
import { contactBefore } from "../../connection/last-contact.ts";
import type { Row } from "../timeline.ts";

/** Where the line went; undefined while it stands where it was drawn first. */
const movedLine = signal<MessageId | undefined>(undefined);

/** So long after the last change it is asked whether all was opened, ms. */
const quietMillis = 400;
/** Where the line stands on the screen, as when a room is entered. */
const lineHeight = 0.3;

/**
 * The first unread message that lay on this phone before the page was opened: what came later stands
 * where it was written, and is told otherwise.
 *
 * @param placed index of the message below the line
 */
export function firstHeld(
  messages: readonly Message[],
  isUnread: (id: MessageId) => boolean,
  before: Millis | undefined,
  placed: number,
): number {
  if (before === undefined) return placed;
  for (let index = 0; index < placed; index++) {
    const message = messages[index];
    if (message !== undefined && message.arrivedAt <= before && isUnread(message.id)) return index;
  }
  return placed;
}

/** The rows with the line where it belongs. */
export function withMovedLine(rows: readonly Row[]): readonly Row[] {
  const line = movedLine.value;
  if (line === undefined) return rows;
  return rows.flatMap((row): readonly Row[] => {
    if (row.kind === "unread") return [];
    const below = row.kind === "message" && row.message.id === line;
    return below ? [{ kind: "unread", key: "unread" }, row] : [row];
  });
}

const belowLine = (list: HTMLElement | null): string | undefined =>
  list?.querySelector<HTMLElement>(".unread ~ li.message")?.dataset["id"];

interface Given {
  readonly room: Room;
  readonly list: RefObject<HTMLElement | null>;
  readonly messages: readonly Message[];
  readonly start: number;
  readonly end: number;
  readonly moved: () => void;
}

/** @param drawAround draws around a message that is not drawn */
export function useTrueLine(
  { room, list, messages, start, end, moved }: Given,
  drawAround: (index: number) => void,
): void {
  const line = useRef<string | undefined>(undefined);
  const touched = useRef(false);
  /** Below the line that the eye is to be taken to. */
  const [going, setGoing] = useState<MessageId | undefined>(undefined);

  useEffect(() => {
    line.current = belowLine(list.current);
    const touch = (): void => void (touched.current = true);
    const kinds = ["wheel", "pointerdown", "keydown"];
    for (const kind of kinds) addEventListener(kind, touch, { capture: true, passive: true });
    return () => {
      movedLine.value = undefined;
      for (const kind of kinds) removeEventListener(kind, touch, { capture: true });
    };
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = (): void => {
      // A slow phone takes long for each portion: the line goes up once, not with every one.
      if (room.opening) return wait();
      // More may have been opened than is drawn.
      const all = room.messages();
      const placed = all.findIndex(({ id }) => id === line.current);
      const index = firstHeld(all, (id) => room.isUnread(id), contactBefore, placed);
      if (index === placed) return;
      const below = all[index]?.id;
      line.current = movedLine.value = below;
      setGoing(touched.current ? undefined : below);
    };
    const wait = (): void => void (timer = setTimeout(look, quietMillis));
    wait();
    return () => clearTimeout(timer);
  }, [messages.length]);

  useLayoutEffect(() => {
    const element = list.current;
    if (going === undefined || element === null) return;
    const index = messages.findIndex(({ id }) => id === going);
    if (index < 0) return;
    if (index < start || index >= end) return drawAround(index);
    const row = element.querySelector(".unread");
    if (row === null) return;
    setGoing(undefined);
    const above = row.getBoundingClientRect().top - element.getBoundingClientRect().top;
    element.scrollTop += above - element.clientHeight * lineHeight;
    moved();
    // Whatever is drawn meanwhile, and wherever the line goes next, brings it nearer: no list of causes.
  });
}
