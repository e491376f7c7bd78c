/** Everything outside that the engine is given. */
import type { Signatures } from "@festival-chat/protocol/e2e";
import type { ClientSettings } from "./api.ts";
import type { Clock, Dialer, Random, Store, Tabs } from "./ports.ts";

/** The parts of "@festival-chat/protocol/words" that rooms need; the list is large, so it is loaded late. */
export interface WordsDoor {
  generateWords(random: (bytes: number) => Uint8Array): readonly string[];
  parseWords(text: string):
    | { readonly ok: true; readonly value: readonly string[] }
    | {
        readonly ok: false;
        readonly error:
          | { readonly kind: "count"; readonly count: number }
          | {
              readonly kind: "unknown";
              readonly word: string;
              readonly position: number;
              readonly suggestions: readonly string[];
            };
      };
  rootFromWords(words: readonly string[], eventTag: string): Promise<Uint8Array>;
}

export interface ClientPorts {
  settings(): ClientSettings;
  readonly dialer: Dialer;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly signatures: Signatures;
  /** Other tabs of this browser; without it this one leads. */
  readonly tabs: Tabs | undefined;
  loadWords(): Promise<WordsDoor>;
}
