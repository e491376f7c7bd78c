/** One link of the mesh: who is at its other end, what waits for it, and how much it may ask. */
import {
  type DeviceTag,
  encodeMeshFrame,
  type EnvelopeId,
  type MeshFrame,
  meshLimits,
  type Millis,
} from "@festival-chat/protocol/wire";
import { type Bucket, createBucket } from "./bucket.ts";
import type { Digest } from "./holdings.ts";
import * as meshBounds from "./mesh-bounds.ts";
import type { LinkId, Purpose, Rank } from "./mesh-effect.ts";
import { createSeen, type Seen } from "./seen.ts";
import { createSendQueue, type SendQueue } from "./send-queue.ts";

export interface MeshPeer {
  readonly link: LinkId;
  readonly device: DeviceTag;
  readonly since: Millis;
  /** Its link carries a kilobyte a second: pictures. */
  readonly slow: boolean;
  readonly queue: SendQueue;
  /** Envelopes that came from it or were sent to it. */
  readonly had: Seen<EnvelopeId>;
  /** What it may bring, ask and have carried. */
  readonly brings: Bucket;
  readonly asks: Bucket;
  readonly signals: Bucket;
  /** When our next digest is due. */
  digestAt: Millis;
  /** The state that we told last. */
  toldState: string | undefined;
  theirs: Digest | undefined;
  /** Two digests that differ though this phone lacks nothing of the other. */
  settled: string | undefined;
  /** It differs: when to ask what it holds. */
  askAt: Millis | undefined;
  strikes: number;
  /** Queues a frame. @returns false when it does not fit */
  say(frame: MeshFrame, rank: Rank, purpose: Purpose): boolean;
}

export function createMeshPeer(
  link: LinkId,
  device: DeviceTag,
  now: Millis,
  slow: boolean,
): MeshPeer {
  const queue = createSendQueue();
  const { answers, answersMillis, linkBytesPerSecond } = meshLimits;
  const { signalsPerMinute, signalBurst } = meshBounds;
  return {
    link,
    device,
    since: now,
    slow,
    queue,
    had: createSeen(meshBounds.offeredIds),
    // Both ends count on their own clock: some slack keeps an honest link from being cut short.
    brings: createBucket(linkBytesPerSecond * 1.25, 2 * linkBytesPerSecond),
    asks: createBucket((answers * 1_000) / answersMillis, answers),
    signals: createBucket(signalsPerMinute / 60, signalBurst),
    digestAt: now,
    toldState: undefined,
    theirs: undefined,
    settled: undefined,
    askAt: undefined,
    strikes: 0,
    say: (frame, rank, purpose) => queue.push(rank, { frame: encodeMeshFrame(frame), purpose }),
  };
}
