/**
 * What phones nearby change on screens that are there already: the connection's line, the mark of a
 * message, the hint in the composer. Drawn by parts that come when Nearby is turned on.
 */
import type { ComponentType } from "preact";
import { signal } from "@preact/signals";
import type { Message } from "@festival-chat/client";
import type { AppState } from "../state.ts";

export interface NearbySigns {
  readonly NearbyLine: ComponentType<{ readonly state: AppState }>;
  readonly PassedMark: ComponentType<{ readonly message: Message }>;
  readonly ComposerHint: ComponentType<{ readonly state: AppState }>;
}

/** Undefined as long as Nearby is off. */
export const nearbySigns = signal<NearbySigns | undefined>(undefined);
