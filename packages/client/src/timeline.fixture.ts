/** Authors who seal real messages, for tests of what is shown. */
import {
  type Content,
  createAuthorChecks,
  createIdentity,
  deriveRoomKeys,
  open,
  type Opened,
  type RoomKeys,
  seal,
} from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  idFromBytes,
  type LogRecord,
  type MessageId,
  toSeq,
} from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "./node/signatures.ts";
import type { StoredEntry } from "./core/stored.ts";

export interface Written {
  readonly opened: Opened;
  readonly entry: StoredEntry;
  readonly id: MessageId;
}

export interface Author {
  readonly key: AuthorKey;
  /** @param place where in the chain; the next one unless given */
  write(content: Content, ms: number, options?: WriteOptions): Promise<Written>;
}

export interface WriteOptions {
  readonly name?: string;
  readonly ctr?: number;
  readonly receivedAt?: number;
}

const signatures = createNodeSignatures();
const checks = createAuthorChecks();
let nonces = 0;

export const roomKeys = (): Promise<RoomKeys> =>
  deriveRoomKeys(new Uint8Array(16).fill(3), signatures);

/** The keys of the room of client.fixture.ts. */
export const stageKeys = (): Promise<RoomKeys> =>
  deriveRoomKeys(
    Uint8Array.from({ length: 16 }, (_, i) => i),
    signatures,
  );

/** Two people of the room of client.fixture.ts. */
export async function benAndCleo(): Promise<{ readonly ben: Author; readonly cleo: Author }> {
  const keys = await stageKeys();
  return { ben: await createAuthor(keys, 2), cleo: await createAuthor(keys, 3) };
}

/** What was written, as record `seq` of the relay's log. */
export const recordOf = ({ entry }: Written, seq: number): LogRecord => ({
  seq: toSeq(seq),
  prev: toSeq(seq - 1),
  receivedAt: 1_000_000 + seq,
  envelope: entry.envelope,
});

export async function createAuthor(keys: RoomKeys, number: number): Promise<Author> {
  const identity = await createIdentity(new Uint8Array(32).fill(number), signatures);
  const chain = idFromBytes("ChainId", new Uint8Array(8).fill(number));
  let last = 0;
  let seq = 0;
  return {
    key: identity.author,
    async write(content, ms, options = {}) {
      const ctr = options.ctr ?? (last += 1);
      const nonce = new Uint8Array(24);
      new DataView(nonce.buffer).setUint32(0, (nonces += 1));
      const hlc = { ms, count: 0 };
      const draft = { chain, ctr, prev: undefined, hlc, name: options.name, content };
      const sealed = await seal(keys, 0, identity, draft, nonce, signatures);
      if (!sealed.ok) throw new Error(sealed.error.what);
      const opened = await open(keys, sealed.value.bytes, checks, signatures);
      if (!opened.ok) throw new Error(opened.error.what);
      const receivedAt = options.receivedAt ?? ms;
      const entry: StoredEntry = {
        room: keys.room,
        id: sealed.value.id,
        envelope: sealed.value.bytes,
        stamp: { seq: toSeq((seq += 1)), receivedAt },
        arrivedAt: receivedAt,
        mine: false,
        waiting: false,
        refused: undefined,
      };
      return { opened: opened.value, entry, id: sealed.value.message };
    },
  };
}
