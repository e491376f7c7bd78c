/** Links of hand-overs as the screens see them, and which of them are done with on this phone. */
import { recall, remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";

/** What a link or its fragment has in front of its secret. */
const prefix = /^(?:[^#\s]*#)?h\./u;
/** As many hand-overs as anybody makes at one festival. */
const remembered = 16;

/** Whether a scanned, pasted or opened text is a hand-over rather than a room. */
export const isHandover = (text: string): boolean => prefix.test(text.trim());

const secretOf = (text: string): string => text.trim().replace(prefix, "");

const done = (): readonly string[] => (recall(lateMemoryKeys.handovers) ?? "").split(" ");

/** Whether it was taken here before, or left here for the app. */
export const isDone = (text: string): boolean =>
  done().includes(secretOf(text)) || recall(lateMemoryKeys.leftForApp) === secretOf(text);

/** Never asked about again. */
export function markDone(text: string): void {
  const all = [...done().filter((one) => one !== ""), secretOf(text)];
  remember(lateMemoryKeys.handovers, all.slice(-remembered).join(" "));
}
