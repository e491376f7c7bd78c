/** A scene: what a phone has, and what is done until the screen to look at is there. */
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../src/state.ts";
import type { FakeClient, FakeStart } from "../fake-client.ts";

export interface Stage {
  readonly state: AppState;
  readonly client: FakeClient;
  /** The first room. */
  readonly room: Room;
}

export interface Scene {
  readonly start: (now: number) => FakeStart;
  /** The list of rooms, and not the first of them, is on the screen. */
  readonly home?: boolean;
  /** Settles when the screen is there. */
  readonly play?: (stage: Stage) => void | Promise<void>;
}

/** A scene beside the app: the organiser's console. Settles when the screen is there. */
export interface ConsoleScene {
  readonly draw: (root: Element) => Promise<void>;
}

export type Scenes = Readonly<Record<string, Scene | ConsoleScene>>;

/** Longer than anything of a scene takes on a busy machine. */
const patienceMillis = 15_000;

/** Settles with the first element that matches, once it is there. */
export async function appears(selector: string): Promise<HTMLElement> {
  const until = performance.now() + patienceMillis;
  for (;;) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null) return found;
    if (performance.now() > until) throw new Error(`no ${selector} in this scene`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Writes into a field as fingers do. */
export async function type(selector: string, text: string): Promise<void> {
  const field = await appears(selector);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Taps what matches, once it is there. */
export const tap = async (selector: string): Promise<void> => (await appears(selector)).click();
