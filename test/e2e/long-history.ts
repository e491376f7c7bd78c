/** A long weekend of a room: sealed by a crowd, and put into a relay's log while the relay rests. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createNodeSignatures } from "@festival-chat/client/node";
import {
  type Content,
  createIdentity,
  deriveRoomKeys,
  type Identity,
  parseLink,
  seal,
} from "@festival-chat/protocol/e2e";
import { type ChainId, idFromBytes, type MessageId } from "@festival-chat/protocol/wire";
import { openSqliteBackend } from "@festival-chat/relay";
import type { RelayProcess } from "./relay-process.ts";

/** One of the crowd says something. */
export interface Spoken {
  /** Who: the same number is the same person. */
  readonly author: number;
  /** By the clock of the author and of the relay, ms since 1970. */
  readonly at: number;
  /** A text, or anything else one can say; `to` may be taken from what was said before. */
  readonly content: string | ((ids: readonly MessageId[]) => Content);
}

interface Speaker {
  readonly identity: Identity;
  readonly chain: ChainId;
  ctr: number;
}

export const nameOf = (author: number): string => `Owl ${author}`;

/**
 * Puts everything said into the room's log, in this order.
 * @param link of a room that the relay has
 * @returns the message ids
 */
export async function fillRoom(
  relay: RelayProcess,
  link: string,
  all: readonly Spoken[],
): Promise<readonly MessageId[]> {
  const invite = parseLink(link);
  if (!invite.ok) throw new Error(invite.error.what);
  const signatures = createNodeSignatures();
  const keys = await deriveRoomKeys(invite.value.root, signatures);
  const speakers = new Map<number, Speaker>();
  const speakerOf = async (author: number): Promise<Speaker> => {
    const known = speakers.get(author);
    if (known !== undefined) return known;
    const identity = await createIdentity(new Uint8Array(randomBytes(32)), signatures);
    const speaker = { identity, chain: idFromBytes("ChainId", randomBytes(8)), ctr: 0 };
    speakers.set(author, speaker);
    return speaker;
  };

  const ids: MessageId[] = [];
  let now = 0;
  await relay.kill();
  const path = join(relay.dataDir, "relay.sqlite");
  const { log } = await openSqliteBackend({ path, now: () => now });
  try {
    let appended: Promise<{ readonly ok: boolean }>[] = [];
    for (const { author, at, content } of all) {
      const speaker = await speakerOf(author);
      const draft = {
        chain: speaker.chain,
        ctr: (speaker.ctr += 1),
        prev: undefined,
        hlc: { ms: at, count: 0 },
        name: nameOf(author),
        content: typeof content === "string" ? textOf(content) : content(ids),
      };
      const nonce = new Uint8Array(randomBytes(24));
      const sealed = await seal(keys, 0, speaker.identity, draft, nonce, signatures);
      if (!sealed.ok) throw new Error(sealed.error.what);
      ids.push(sealed.value.message);
      now = at;
      appended.push(log.append(keys.room, sealed.value.id, sealed.value.bytes));
      if (appended.length < 500) continue;
      await settled(appended);
      appended = [];
    }
    await settled(appended);
  } finally {
    await log.close();
  }
  await relay.start();
  return ids;
}

const textOf = (text: string): Content => ({ kind: "text", text });

async function settled(appended: readonly Promise<{ readonly ok: boolean }>[]): Promise<void> {
  for (const { ok } of await Promise.all(appended)) if (!ok) throw new Error("not appended");
}

const phrases =
  "wir treffen uns später links der Bühne|bei Łukasz gibt es noch crème brûlée|around nine at the oak|бар закрыт|in der Nähe der Brücke 🎪|who has water?|on my way|ok|the queue at gate C is endless, take the other entrance and walk along the fence|see https://example.org/map for the map".split(
    "|",
  );

/**
 * Talk as it is: short and long, runs of one person, over some festival days that end now.
 * @param count how many messages
 */
export function weekend(count: number, until = Date.now()): readonly Spoken[] {
  const step = Math.floor((40 * 3_600_000) / count);
  return Array.from({ length: count }, (_, n) => ({
    author: 1 + (Math.floor(n / 3) % 17),
    at: until - (count - n) * step,
    content: `${phrases[(n * 7) % phrases.length]} ${n}`,
  }));
}
