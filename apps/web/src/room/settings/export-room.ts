/** Takes what is on this phone of a room out of the app: as a file to keep, or to a friend. */
import type { Room } from "@festival-chat/client";
import { exportJson, exportText } from "@festival-chat/client/extras";

export type ExportKind = "text" | "json";

/** "camp-owl-2026-07-24.txt": letters and digits of any script, so that every disk takes it. */
export function exportFileName(name: string | undefined, kind: ExportKind, now: Date): string {
  const plain = (name ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const room = plain.replace(/^-+|-+$/g, "").slice(0, 48) || "room";
  return `${room}-${now.toISOString().slice(0, 10)}.${kind === "text" ? "txt" : "json"}`;
}

function fileOf(room: Room, kind: ExportKind): File {
  const text = kind === "text" ? exportText(room) : exportJson(room);
  const type = kind === "text" ? "text/plain" : "application/json";
  return new File([text], exportFileName(room.name, kind, new Date()), { type });
}

/** Whether this browser can hand files to other apps. */
export function canShare(room: Room): boolean {
  try {
    return navigator.canShare?.({ files: [fileOf(room, "text")] }) === true;
  } catch {
    return false;
  }
}

/** Hands the text to another app. Closed without choosing is fine. */
export async function shareRoom(room: Room): Promise<void> {
  try {
    await navigator.share({ files: [fileOf(room, "text")] });
  } catch {
    // Closed, or not allowed.
  }
}

/** How long a browser may take to begin with a download. */
const keptMillis = 60_000;

/** @throws Error when this browser makes no files */
export function downloadRoom(room: Room, kind: ExportKind): void {
  const file = fileOf(room, kind);
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), keptMillis);
}
