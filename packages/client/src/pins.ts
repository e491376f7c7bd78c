/**
 * Pins of one room: which messages stand at its top (SPEC E16). One of the late parts, because
 * what is said comes first.
 */
import {
  comparePlaced,
  type Content,
  contentTypes,
  decodePinned,
  encodePinned,
  type Opened,
  type Placed,
} from "@festival-chat/protocol/e2e";
import type { AuthorKey, EnvelopeId, MessageId } from "@festival-chat/protocol/wire";
import type { RoomCore } from "./room-core.ts";

/** A message at the top of its room. */
export interface PinnedMessage {
  readonly message: MessageId;
  /** Who put it there. */
  readonly by: AuthorKey;
}

export interface Pins {
  /**
   * What is pinned, the last pinned first; the same array until something changes.
   * @param only whose pins count; without it everybody's do
   */
  list(only?: readonly AuthorKey[]): readonly PinnedMessage[];
  /** What pins or unpins a message. */
  content(message: MessageId, pinned: boolean): Content;
  /** An envelope was opened. */
  put(opened: Opened, id: EnvelopeId): void;
  /** An envelope made way. */
  drop(id: EnvelopeId): void;
}

interface PinAct extends PinnedMessage {
  readonly placed: Placed;
  readonly pinned: boolean;
  readonly envelopes: Set<EnvelopeId>;
}

/** What all acts come to, whatever order they came in. */
function fold(acts: Iterable<PinAct>): readonly PinnedMessage[] {
  const last = new Map<MessageId, PinAct>();
  for (const act of acts) {
    const before = last.get(act.message);
    if (before === undefined || comparePlaced(before.placed, act.placed) < 0) {
      last.set(act.message, act);
    }
  }
  return [...last.values()]
    .filter(({ pinned }) => pinned)
    .sort((a, b) => comparePlaced(b.placed, a.placed))
    .map(({ message, by }) => ({ message, by }));
}

/** @param changed what is pinned changed: tell it */
export function createPins(
  core: Pick<RoomCore, "log" | "timeline" | "notes">,
  changed: () => void,
): Pins {
  const acts = new Map<MessageId, PinAct>();
  const actOf = new Map<EnvelopeId, MessageId>();
  let folded: readonly PinnedMessage[] = [];
  let foldedFor: string | undefined;
  let telling = false;

  const tell = (): void => {
    foldedFor = undefined;
    if (telling) return;
    telling = true;
    // Once for all that came together.
    void Promise.resolve().then(() => {
      telling = false;
      changed();
    });
  };

  const pins: Pins = {
    list(only) {
      const { blocked } = core.notes;
      const state = `${only?.join() ?? "all"} ${[...blocked].join()}`;
      if (foldedFor !== state) {
        foldedFor = state;
        const counts = ({ by }: PinAct): boolean => only?.includes(by) ?? !blocked.has(by);
        folded = fold([...acts.values()].filter(counts));
      }
      return folded;
    },

    content: (to, pinned) => ({
      kind: "unknown",
      type: contentTypes.pinned,
      bytes: encodePinned({ to, pinned }),
    }),

    put({ content, message, hlc, author, ctr }, id) {
      if (content.kind !== "unknown" || content.type !== contentTypes.pinned) return;
      const said = decodePinned(content.bytes);
      if (said === undefined) return;
      actOf.set(id, message);
      const known = acts.get(message);
      if (known !== undefined) {
        known.envelopes.add(id);
        return;
      }
      const placed = { shownAt: 0, hlc, author, ctr, message };
      const envelopes = new Set([id]);
      acts.set(message, {
        placed,
        message: said.to,
        by: author,
        pinned: said.pinned,
        envelopes,
      });
      tell();
    },

    drop(id) {
      const message = actOf.get(id);
      const act = message === undefined ? undefined : acts.get(message);
      if (message === undefined || act === undefined) return;
      actOf.delete(id);
      act.envelopes.delete(id);
      if (act.envelopes.size > 0) return;
      acts.delete(message);
      tell();
    },
  };

  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened !== undefined) pins.put(opened, id);
  }
  return pins;
}
