/** How this phone shows and tells things, in every room: kept beside the rooms, in this browser alone. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { memoryKeys, recall, remember } from "./device-memory.ts";
import { lateMemoryKeys } from "./late-memory-keys.ts";

/** What a screen reader is told of new messages. mentions: those, and how many others came. */
export const verbosities = ["all", "mentions", "off"] as const;
export type Verbosity = (typeof verbosities)[number];

/** Size of letters in percent of what the browser is set to. */
export const textSizes = ["100", "110", "125", "150", "175", "200"] as const;
export type TextSize = (typeof textSizes)[number];

const switches = ["auto", "on", "off"] as const;

/** One of a few values. */
export interface Preference<T extends string> extends ReadonlySignal<T> {
  choose(next: T): void;
}

function readAll(): ReadonlyMap<string, unknown> {
  try {
    const kept: unknown = JSON.parse(recall(lateMemoryKeys.preferences) ?? "{}");
    return new Map(Object.entries(typeof kept === "object" && kept !== null ? kept : {}));
  } catch {
    return new Map();
  }
}

const kept = new Map(readAll());

/** @param choices the first one is the standard */
function preference<T extends string>(name: string, choices: readonly T[]): Preference<T> {
  const [standard] = choices;
  const found = choices.find((choice) => choice === kept.get(name)) ?? standard;
  if (found === undefined) throw new Error("a preference without choices");
  const value = signal<T>(found);
  return Object.assign(value, {
    choose(next: T): void {
      value.value = next;
      kept.set(name, next);
      remember(lateMemoryKeys.preferences, JSON.stringify(Object.fromEntries(kept)));
    },
  });
}

export const verbosity = preference("verbosity", verbosities);
/** Two knocks for what comes elsewhere. */
export const sounds = preference("sounds", ["off", "on"] as const);
/** Whether R, E and other keys do something by themselves while a message has the focus. */
export const singleKeys = preference("singleKeys", ["on", "off"] as const);
/** What the lock screen shows of a message: its words, or only that there is one. */
export const lockScreen = preference("lockScreen", ["words", "bare"] as const);
/** Auto: as the browser asks to save data. */
export const lowDataChoice = preference("lowData", switches);

/** What the phone is set to is kept with a decimal: it gives way to a choice, and to a change there. */
const formatTextSize = (size: TextSize, by: "person" | "phone"): string =>
  by === "person" ? `${size}%` : `${size}.0%`;

const keptTextSize = (): { readonly size: TextSize; readonly chosen: boolean } | undefined => {
  const found = recall(memoryKeys.textSize);
  for (const size of textSizes) {
    if (found === formatTextSize(size, "person")) return { size, chosen: true };
    if (found === formatTextSize(size, "phone")) return { size, chosen: false };
  }
  return undefined;
};
const size = signal(keptTextSize()?.size ?? "100");
export const textSize: ReadonlySignal<TextSize> = size;

/** Shows it at once, and from the first frame of the next start. */
export function chooseTextSize(next: TextSize, by: "person" | "phone" = "person"): void {
  if (by === "phone" && (keptTextSize()?.chosen === true || next === size.peek())) return;
  size.value = next;
  remember(memoryKeys.textSize, formatTextSize(next, by));
  document.documentElement.style.fontSize = next === "100" ? "" : `${next}%`;
}

/** Chromium alone tells that a person wants to save data. */
function asksToSaveData(): boolean {
  try {
    const connection: unknown = Reflect.get(navigator, "connection");
    return (
      typeof connection === "object" &&
      connection !== null &&
      Reflect.get(connection, "saveData") === true
    );
  } catch {
    return false;
  }
}

/** Nothing goes out or comes in that nobody asked for. */
export const thrifty = computed(
  () => lowDataChoice.value === "on" || (lowDataChoice.value === "auto" && asksToSaveData()),
);
