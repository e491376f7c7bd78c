/** What the console holds: who is signed in, what is shown, what is asked before an act. */
import { computed, type ReadonlySignal, signal, type Signal } from "@preact/signals";
import {
  parseSessionState,
  routes,
  type Session,
  type SessionState,
} from "@festival-chat/protocol/organiser";
import type { Result } from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { type Api, createApi, type Fault, type Transport } from "./api.ts";
import { parsePlace, type Place } from "./place.ts";

/** A question before an act that cannot be taken back. */
export interface Question {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly what: string;
  /** Words of the button that does it. */
  readonly act: string;
  readonly isDangerous: boolean;
  /** Whether the relay wants the token or passkey again before it. */
  readonly needsProof: boolean;
  readonly run: () => Promise<Fault | undefined>;
}

export interface Desk {
  readonly api: Api;
  /** Undefined until the relay has answered. */
  readonly state: Signal<SessionState | undefined>;
  readonly session: ReadonlySignal<Session | null>;
  readonly place: Signal<Place>;
  readonly question: Signal<Question | undefined>;
  /** What was done, or why not: said once at the foot of the screen. */
  readonly said: Signal<{ readonly words: string; readonly isProblem: boolean } | undefined>;
  /** Why there is no session any more. */
  readonly ended: Signal<string | undefined>;
  /** Relay time. */
  now(): number;
  /** Takes what a request about the session answered. */
  take(answer: Result<SessionState, Fault>): Fault | undefined;
  refresh(): Promise<Fault | undefined>;
  signOut(why?: string): Promise<void>;
  go(place: Place): void;
  tell(words: string): void;
  complain(fault: Fault): void;
}

/** A fault in words, with what to do about it. */
export const faultWords = ({ kind, retryAfterSeconds }: Fault): string =>
  kind === "slow-down" && retryAfterSeconds > 0
    ? consoleWords.retryIn(retryAfterSeconds)
    : consoleWords.errors[kind];

export function createDesk(transport: Transport, hash: string): Desk {
  const state = signal<SessionState | undefined>(undefined);
  const ended = signal<string | undefined>(undefined);
  let ahead = 0;
  const api = createApi(transport, () => {
    const known = state.peek();
    if (known === undefined || known.session === null) return;
    ended.value = consoleWords.signIn.ended;
    state.value = { ...known, session: null };
  });
  const desk: Desk = {
    api,
    state,
    session: computed(() => state.value?.session ?? null),
    place: signal(parsePlace(hash)),
    question: signal(undefined),
    said: signal(undefined),
    ended,
    now: () => Date.now() + ahead,
    take(answer) {
      if (!answer.ok) return answer.error;
      ahead = answer.value.now - Date.now();
      state.value = answer.value;
      return undefined;
    },
    refresh: async () => desk.take(await api.get(routes.state, parseSessionState)),
    async signOut(why) {
      const fault = desk.take(await api.post(routes.signOut, parseSessionState, {}));
      if (fault !== undefined && fault.kind !== "signed-out") return desk.complain(fault);
      ended.value = why;
    },
    go(place) {
      desk.place.value = place;
    },
    tell: (words) => {
      desk.said.value = { words, isProblem: false };
    },
    complain: (fault) => {
      desk.said.value = { words: faultWords(fault), isProblem: true };
    },
  };
  return desk;
}
