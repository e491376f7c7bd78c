/**
 * What phones nearby change on screens that are there already: the connection's line, the mark of a
 * message, the hint in the composer. Drawn by parts that come when Nearby is turned on.
 */
import type { ComponentType } from "preact";
import { signal } from "@preact/signals";
import type { Message } from "@festival-chat/client";
import type { AppState } from "../state.ts";

export interface NearbySigns {
  /** Whether the connection's line speaks of phones nearby: a tap on it leads to them. */
  isNearby(state: AppState): boolean;
  /** What such a tap is called. */
  readonly title: () => string;
  readonly NearbyLine: ComponentType<{ readonly state: AppState }>;
  readonly PassedMark: ComponentType<{ readonly message: Message }>;
  readonly ComposerHint: ComponentType<{ readonly state: AppState }>;
}

/** Undefined as long as Nearby is off. */
export const nearbySigns = signal<NearbySigns | undefined>(undefined);
