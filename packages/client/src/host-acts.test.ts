/** What claims to come from the host: only what the host signed for its place changes the room. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ControlAction,
  contentTypes,
  createControl,
  createIdentity,
  createSealing,
  deriveRoomKeys,
  encodeControl,
  type Identity,
  parseLink,
  plainContents,
} from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  idFromBytes,
  type LogRecord,
  type MessageId,
  toSeq,
} from "@festival-chat/protocol/wire";
import { createCertificate } from "@festival-chat/protocol/words";
import { createNodeSignatures } from "./node/signatures.ts";
import { channel, link, type Stage, stageOf } from "./client.fixture.ts";

const signatures = createNodeSignatures();
const sealing = createSealing(plainContents);
const parsed = parseLink(`https://a.example/${link}`);
ok(parsed.ok);
const keys = await deriveRoomKeys(parsed.value.root, signatures);
const hostSecret = new Uint8Array(32).fill(0x51);
const otherSecret = new Uint8Array(32).fill(0x52);
const anna = await createIdentity(new Uint8Array(32).fill(0x61), signatures);
const ben = await createIdentity(new Uint8Array(32).fill(0x62), signatures);
const chain = idFromBytes("ChainId", new Uint8Array(8).fill(1));
const target = idFromBytes("MessageId", new Uint8Array(16).fill(9));
const certificate = await createCertificate(
  keys,
  hostSecret,
  1,
  { name: "Camp", words: undefined, createdAt: 0 },
  new Uint8Array(24),
  signatures,
);

interface Written {
  readonly envelope: Uint8Array;
  readonly message: MessageId;
}

interface How {
  readonly ms?: number;
  readonly author?: Identity;
  readonly secret?: Uint8Array;
  /** The place that is signed, where it is not the one where the event stands. */
  readonly signedCtr?: number;
  readonly signedAuthor?: AuthorKey;
  /** The action that is signed, where it is not the one that stands there. */
  readonly signedAction?: ControlAction;
  readonly bytes?: Uint8Array;
}

let nonces = 0;

async function write(action: ControlAction, ctr: number, how: How = {}): Promise<Written> {
  const author = how.author ?? anna;
  const place = {
    room: keys.room,
    epoch: 0,
    author: how.signedAuthor ?? author.author,
    chain,
    ctr: how.signedCtr ?? ctr,
  };
  const signed = how.signedAction ?? action;
  const event = await createControl(place, how.secret ?? hostSecret, signed, signatures);
  const bytes = how.bytes ?? encodeControl({ ...event, action });
  const content = { kind: "unknown", type: contentTypes.control, bytes } as const;
  const hlc = { ms: how.ms ?? 900_000 + ctr, count: 0 };
  const nonce = new Uint8Array(24);
  new DataView(nonce.buffer).setUint32(0, (nonces += 1));
  const draft = { chain, ctr, prev: undefined, hlc, name: undefined, content };
  const sealed = await sealing.seal(keys, 0, author, draft, nonce, signatures);
  ok(sealed.ok);
  return { envelope: sealed.value.bytes, message: sealed.value.message };
}

const recordsOf = (written: readonly Written[]): LogRecord[] =>
  written.map(({ envelope }, i) => ({
    seq: toSeq(i + 1),
    prev: toSeq(i),
    receivedAt: 950_000,
    envelope,
  }));

const tellHost = (stage: Stage): Promise<void> => stage.say({ kind: "card", channel, certificate });

async function stageWith(written: readonly Written[]): Promise<Stage> {
  const stage = await stageOf();
  await stage.letIn(written.length);
  await tellHost(stage);
  await stage.deliver(recordsOf(written));
  return stage;
}

const slow = (seconds: number): ControlAction => ({ op: "slow-mode", seconds });

test("[H1, K9] what the host signed for its place is obeyed", async () => {
  const { room } = await stageWith([await write(slow(30), 1)]);
  equal(room.policy.slowModeSeconds, 30);
  deepEqual(
    room.lines().map(({ kind, at }) => [kind, at]),
    [["slow-mode", 900_001]],
  );
});

const forgeries: readonly (readonly [string, () => Promise<Written>])[] = [
  ["signed by somebody else", () => write({ op: "close" }, 1, { secret: otherSecret })],
  [
    "under the host's key with somebody else's signature",
    async () => {
      const place = { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 1 };
      const forged = await createControl(place, otherSecret, { op: "close" }, signatures);
      const { hostKey } = certificate;
      return write({ op: "close" }, 1, { bytes: encodeControl({ ...forged, hostKey }) });
    },
  ],
  ["moved along its chain", () => write({ op: "close" }, 2, { signedCtr: 1 })],
  [
    "repeated by another member",
    () => write({ op: "close" }, 1, { author: ben, signedAuthor: anna.author }),
  ],
  ["with another action", () => write({ op: "close" }, 1, { signedAction: slow(10) })],
  ["of a newer version", () => write({ op: "unknown", type: 99, args: new Uint8Array(3) }, 1)],
  ["malformed", () => write({ op: "close" }, 1, { bytes: new Uint8Array(150).fill(7) })],
  ["empty", () => write({ op: "close" }, 1, { bytes: new Uint8Array(0) })],
];

for (const [how, make] of forgeries) {
  test(`[H1] an event ${how} changes nothing`, async () => {
    const { room, bugs } = await stageWith([await make()]);
    const fresh = await stageWith([]);
    deepEqual(room.policy, fresh.room.policy);
    deepEqual(room.lines(), []);
    deepEqual(room.messages(), []);
    deepEqual(bugs, []);
  });
}

test("[H1] the same event sealed twice is one event", async () => {
  const event = await createControl(
    { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 1 },
    hostSecret,
    slow(30),
    signatures,
  );
  const bytes = encodeControl(event);
  const twice = [await write(slow(30), 1, { bytes }), await write(slow(30), 1, { bytes })];
  equal(twice[0]?.message, twice[1]?.message);
  const { room } = await stageWith(twice);
  equal(room.lines().length, 1);
});

test("[H1] events that came before the host was known count as soon as it is", async () => {
  const stage = await stageOf();
  const written = [await write({ op: "lock", locked: true }, 1)];
  await stage.letIn(1);
  await stage.deliver(recordsOf(written));
  equal(stage.room.policy.locked, false);
  await tellHost(stage);
  equal(stage.room.policy.locked, true);
  equal(stage.room.policy.writable, false);
});

test("[H1] whatever order events come in, among forged ones, every phone comes to the same state", async () => {
  const successor = idFromBytes("RoomId", new Uint8Array(16).fill(4));
  const another = idFromBytes("RoomId", new Uint8Array(16).fill(5));
  const move = (to: typeof successor): ControlAction => ({
    op: "move",
    successor: to,
    version: 1,
    card: new Uint8Array(3),
    cardSignature: new Uint8Array(64),
    ephemeral: new Uint8Array(32),
    entries: [],
  });
  const written = await Promise.all([
    write(slow(10), 1),
    write(slow(60), 2),
    write(slow(30), 3, { ms: 800_000 }),
    write({ op: "lock", locked: true }, 4),
    write({ op: "lock", locked: false }, 5),
    write({ op: "lock", locked: true }, 6, { ms: 850_000 }),
    write({ op: "remove-message", message: target }, 7),
    write({ op: "remove-member", author: ben.author }, 8),
    write({ op: "rename", version: 2 }, 9),
    write(move(successor), 10),
    write(move(another), 11),
    write({ op: "close" }, 12, { secret: otherSecret }),
    write({ op: "close" }, 13, { signedCtr: 12 }),
  ]);
  const expected = (await stageWith(written)).room;
  equal(expected.policy.slowModeSeconds, 60);
  equal(expected.policy.locked, false);
  equal(expected.policy.closed, false);
  equal(expected.policy.movedTo, successor);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(written, { minLength: written.length }),
      fc.nat({ max: written.length }),
      async (shuffled, known) => {
        const stage = await stageOf();
        await stage.letIn(written.length);
        const records = recordsOf(shuffled);
        await stage.deliver(records.slice(0, known));
        await tellHost(stage);
        await stage.deliver(records.slice(known));
        deepEqual(stage.room.policy, expected.policy);
        deepEqual(stage.room.lines(), expected.lines());
        deepEqual(stage.bugs, []);
        await stage.client.close();
      },
    ),
    { numRuns: 12 },
  );
});

test("[H1] arbitrary bytes where a control event should be change nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 8 }),
      async (bodies) => {
        const written = await Promise.all(
          bodies.map((bytes, i) => write({ op: "close" }, i + 1, { bytes })),
        );
        const { room, bugs, client } = await stageWith(written);
        equal(room.policy.writable, true);
        deepEqual(room.lines(), []);
        deepEqual(bugs, []);
        await client.close();
      },
    ),
    { numRuns: 12 },
  );
});
