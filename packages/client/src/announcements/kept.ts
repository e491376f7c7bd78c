/** Announcements as text, for the memory of a browser: what is read there is doubted like any input. */
import {
  announcementMarks,
  fromHex,
  limits,
  toHex,
  type AnnouncementMark,
} from "@festival-chat/protocol/wire";
import { announcementSizes, type KeptAnnouncement } from "./board.ts";

/** Type, key and signature in front of a statement. */
const frameHeadBytes = 1 + 32 + 64;
/** As many as a board holds. */
const mostKept = 32;

export const packKept = (held: readonly KeptAnnouncement[]): string =>
  JSON.stringify(
    held.map(({ frame, reachedAt, marks, told, shown }) => ({
      frame: toHex(frame),
      reachedAt,
      marks,
      told,
      shown,
    })),
  );

/** Reads such a text; total. What cannot be read is left out. */
export function parseKept(text: string | undefined): readonly KeptAnnouncement[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.slice(0, mostKept).flatMap(parseOne) : [];
  } catch {
    return [];
  }
}

function parseOne(entry: unknown): readonly KeptAnnouncement[] {
  if (typeof entry !== "object" || entry === null) return [];
  const fields = new Map<string, unknown>(Object.entries(entry));
  const hex = fields.get("frame");
  const reachedAt = fields.get("reachedAt");
  if (typeof hex !== "string" || hex.length > 2 * (frameHeadBytes + limits.announcementBytes)) {
    return [];
  }
  const frame = fromHex(hex);
  if (frame === undefined || typeof reachedAt !== "number") return [];
  return [
    {
      frame,
      reachedAt,
      marks: marksOf(fields.get("marks")),
      told: marksOf(fields.get("told")),
      shown: announcementSizes.find((size) => size === fields.get("shown")) ?? "whole",
    },
  ];
}

const marksOf = (list: unknown): readonly AnnouncementMark[] =>
  announcementMarks.filter((mark) => Array.isArray(list) && list.includes(mark));
