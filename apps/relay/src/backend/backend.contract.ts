/**
 * What every backend promises, as one suite. The rules:
 *
 * B1  An append settles, and is tailed, only after its commit: what was acknowledged survives a crash.
 * B2  An id is appended once for as long as it is kept; again answers the first outcome as `known`.
 * B3  Per room, seq rises strictly in call order; `prev` is the seq of the entry before (0 at first).
 * B4  Tail listeners hear each committed entry once, in seq order, before the promises settle.
 * B5  A read gives ascending records within its limit and bytes, at least one if there is one.
 * B6  A failed append leaves nothing behind, and the log recovers by itself.
 * B7  Trimming removes the oldest, by size those of the largest room; it keeps `head` and `prev`, and
 *     a seq never names two entries.
 * B8  A room has one host key for ever; its certificate changes only to a higher version.
 * B9  logEpoch and relay survive restarts; a restored or rolled-back log has a new logEpoch.
 * B10 `missing` names exactly the offered ids that the room does not hold, in their order.
 * B11 Rooms do not see each other, however their calls interleave.
 * B12 After close every call answers an error and nothing is lost.
 * B13 A damaged entry is a reported hole, never a crash, and can be brought again.
 * B14 The bus delivers what is published to all who listen, in order, and keeps nothing.
 *
 * B9's second half and B13 need a disk: sqlite.test.ts and memory.test.ts prove them.
 */
import { deepEqual, equal } from "node:assert/strict";
import { type Millis, toSeq } from "@festival-chat/protocol/wire";
import type { Backend, Entry } from "./backend.ts";
import { backendModelRule } from "./backend-model.contract.ts";
import {
  bytesOf,
  certificateOf,
  envelopeId,
  must,
  origin,
  present,
  roomId,
  seqs,
} from "./backend-scene.contract.ts";

/** A backend under test and what the suite may do to it. */
export interface BackendUnderTest {
  readonly backend: Backend;
  /** The clock the backend reads. */
  readonly clock: { now: Millis };
  /** A group that would give a room its third entry fails while the disk is broken. */
  breakDisk?(): void;
  mendDisk?(): void;
  /** Ends the backend, as roughly as the test can, and starts again on what the disk holds. */
  restart?(): Promise<Backend>;
  dispose(): Promise<void>;
}

/** Which optional parts of {@link BackendUnderTest} a backend comes with. */
export interface BackendCapabilities {
  readonly faults: boolean;
  readonly restarts: boolean;
}

/** Registers a test: `node:test`'s `test` fits. */
export type RegisterTest = (name: string, body: () => Promise<void>) => unknown;

/** Runs the B-rules. @param makeBackend a new, empty backend for each test */
export function backendContract(
  test: RegisterTest,
  makeBackend: () => Promise<BackendUnderTest>,
  capabilities: BackendCapabilities,
): void {
  function rule(name: string, body: (scene: BackendUnderTest) => Promise<void>): void {
    test(name, async () => {
      const scene = await makeBackend();
      try {
        await body(scene);
      } finally {
        await scene.dispose();
      }
    });
  }
  const camp = roomId(1);
  const stage = roomId(2);

  if (capabilities.restarts) {
    rule("[B1] everything acknowledged is there after a restart", async ({ backend, restart }) => {
      const acked = await Promise.all(
        Array.from({ length: 50 }, (_, i) => backend.log.append(camp, envelopeId(i), bytesOf(i))),
      );
      void backend.log.append(camp, envelopeId(99), bytesOf(99));
      const { log } = await present(restart)();
      const page = must(await log.read(camp, "after", origin, 100, 1e6));
      deepEqual(
        seqs(page).slice(0, 50),
        acked.map((appended) => must(appended).seq),
      );
      deepEqual(page[49]?.envelope, bytesOf(49));
      const again = must(await log.append(camp, envelopeId(0), bytesOf(0)));
      equal(again.known, true, "dedupe survives too");
    });

    rule("[B9] a restart keeps the relay's name and the epoch", async ({ backend, restart }) => {
      const { relay, logEpoch } = backend.log;
      const again = await present(restart)();
      deepEqual([again.log.relay, again.log.logEpoch], [relay, logEpoch]);
    });
  }

  rule("[B2] a carrier that comes back hours later adds nothing", async ({ backend, clock }) => {
    const heard: Entry[] = [];
    backend.log.tail((entries) => heard.push(...entries));
    const first = must(await backend.log.append(camp, envelopeId(1), bytesOf(1)));
    await backend.log.append(camp, envelopeId(2), bytesOf(2));
    clock.now += 5 * 3_600_000;
    const again = must(await backend.log.append(camp, envelopeId(1), bytesOf(1)));
    deepEqual(again, { ...first, known: true });
    equal(heard.length, 2);
    equal(backend.log.stats().entries, 2);
  });

  rule("[B2] twice in one turn is once in the log", async ({ backend }) => {
    const twice = await Promise.all([
      backend.log.append(camp, envelopeId(1), bytesOf(1)),
      backend.log.append(camp, envelopeId(1), bytesOf(1)),
    ]);
    const [first, second] = twice.map((outcome) => must(outcome));
    equal(first?.known, false);
    deepEqual(second, { ...present(first), known: true });
  });

  rule("[B3] seq rises in call order and prev names the entry before", async ({ backend }) => {
    const appended = await Promise.all(
      Array.from({ length: 600 }, (_, i) => backend.log.append(camp, envelopeId(i), bytesOf(i))),
    );
    let before = 0;
    for (const { seq, prev } of appended.map((outcome) => must(outcome))) {
      equal(prev, before);
      equal(seq > prev, true);
      before = seq;
    }
    equal(must(await backend.log.extent(camp)).head, before);
  });

  rule("[B4] the tail hears each entry once, in order, before its promise", async ({ backend }) => {
    const order: string[] = [];
    const stop = backend.log.tail((entries) => {
      for (const { room, id, seq, envelope } of entries) {
        equal(room, camp);
        deepEqual(envelope, bytesOf(seq - 1));
        equal(id, envelopeId(seq - 1));
        order.push(`tail ${seq}`);
      }
    });
    const appends = Array.from({ length: 3 }, async (_, i) => {
      const { seq } = must(await backend.log.append(camp, envelopeId(i), bytesOf(i)));
      order.push(`ack ${seq}`);
    });
    equal(order.length, 0, "nothing is heard before the commit");
    await Promise.all(appends);
    for (const seq of [1, 2, 3]) {
      equal(order.filter((word) => word === `tail ${seq}`).length, 1);
      equal(order.indexOf(`tail ${seq}`) < order.indexOf(`ack ${seq}`), true);
    }
    stop();
    await backend.log.append(camp, envelopeId(3), bytesOf(3));
    equal(order.length, 6, "who stopped listening hears nothing");
  });

  rule("[B5] pages respect limit and bytes from both ends", async ({ backend }) => {
    for (let i = 0; i < 10; i++) {
      await backend.log.append(camp, envelopeId(i), new Uint8Array(100).fill(i));
    }
    const page = async (direction: "after" | "before", seq: number, limit: number, bytes = 1e6) =>
      seqs(must(await backend.log.read(camp, direction, toSeq(seq), limit, bytes)));
    deepEqual(await page("after", 0, 3), [1, 2, 3]);
    deepEqual(await page("after", 8, 100), [9, 10]);
    deepEqual(await page("after", 10, 100), []);
    deepEqual(await page("before", 11, 3), [8, 9, 10]);
    deepEqual(await page("before", 3, 100), [1, 2]);
    deepEqual(await page("before", 1, 100), []);
    deepEqual(await page("after", 0, 100, 250), [1, 2]);
    deepEqual(await page("before", 11, 100, 300), [8, 9, 10]);
    deepEqual(await page("after", 4, 100, 1), [5], "one record, however small the allowance");
    deepEqual(await page("before", 4, 100, 1), [3]);
    deepEqual(seqs(must(await backend.log.read(stage, "after", origin, 9, 1e6))), []);
  });

  rule(
    "[B7] a room that is removed is gone with its card, and its numbers do not come again",
    async (scene) => {
      const { log } = scene.backend;
      must(await log.putRoom(camp, certificateOf(1, 1)));
      for (let i = 0; i < 3; i++) must(await log.append(camp, envelopeId(i), bytesOf(i)));
      must(await log.append(stage, envelopeId(9), bytesOf(9)));
      equal(must(await log.removeRoom(camp)), 3);
      equal(must(await log.certificate(camp)), undefined);
      deepEqual(seqs(must(await log.read(camp, "after", origin, 9, 1e6))), []);
      deepEqual(log.stats(), { rooms: 1, entries: 1, bytes: bytesOf(9).length, corrupt: 0 });
      equal(must(await log.append(camp, envelopeId(0), bytesOf(0))).seq > 3, true);
      equal(must(await log.removeRoom(stage)), 1);
      equal(must(await log.removeRoom(stage)), 0, "there is none any more");
    },
  );

  rule("rooms are listed with their size, the last active first", async ({ backend, clock }) => {
    const { log } = backend;
    must(await log.append(camp, envelopeId(1), bytesOf(1)));
    clock.now += 1_000;
    must(await log.append(stage, envelopeId(1), bytesOf(1)));
    const listed = must(await log.rooms(9));
    deepEqual(
      listed.map(({ room, bytes }) => [room, bytes]),
      [
        [stage, bytesOf(1).length],
        [camp, bytesOf(1).length],
      ],
    );
    deepEqual(
      must(await log.rooms(1)).map(({ room }) => room),
      [stage],
    );
  });

  if (capabilities.faults) {
    rule("[B6] a full disk costs the group, leaves nothing and heals", async (scene) => {
      const { log } = scene.backend;
      await log.append(camp, envelopeId(0), bytesOf(0));
      const heard: Entry[] = [];
      log.tail((entries) => heard.push(...entries));
      const before = log.stats();
      present(scene.breakDisk)();
      const refused = await Promise.all([
        log.append(camp, envelopeId(1), bytesOf(1)),
        log.append(camp, envelopeId(2), bytesOf(2)),
        log.append(stage, envelopeId(1), bytesOf(1)),
      ]);
      for (const outcome of refused) equal(outcome.ok ? "ok" : outcome.error.kind, "storage");
      present(scene.mendDisk)();
      deepEqual(log.stats(), before);
      deepEqual(heard, []);
      const lost = [1, 2].map(envelopeId);
      deepEqual(must(await log.missing(camp, lost)), lost);
      deepEqual(must(await log.extent(camp)), { first: 1, head: 1 });
      equal(must(await log.certificate(stage)), undefined);
      const retried = must(await log.append(camp, envelopeId(1), bytesOf(1)));
      deepEqual([retried.prev, retried.known], [1, false]);
    });
  }

  rule("[B7] retention removes what is old and keeps head and prev", async ({ backend, clock }) => {
    const { log } = backend;
    for (let i = 0; i < 4; i++) {
      await log.append(camp, envelopeId(i), bytesOf(i));
      clock.now += 1_000;
    }
    const border = clock.now - 1_500;
    equal(must(await log.trim(border, 2)), 2, "in slices");
    equal(must(await log.trim(border, 2)), 1);
    equal(must(await log.trim(border, 2)), 0);
    deepEqual(must(await log.extent(camp)), { first: 4, head: 4 });
    const [kept] = must(await log.read(camp, "after", origin, 9, 1e6));
    deepEqual([kept?.seq, kept?.prev], [4, 3]);
    equal(log.stats().entries, 1);
  });

  rule("[B7] a room trimmed to empty goes on where it was", async ({ backend, clock }) => {
    const { log } = backend;
    for (let i = 0; i < 3; i++) await log.append(camp, envelopeId(i), bytesOf(i));
    equal(must(await log.trimToSize(0, 100)), 3);
    deepEqual(must(await log.extent(camp)), { first: 4, head: 3 });
    deepEqual(log.stats(), { rooms: 1, entries: 0, bytes: 0, corrupt: 0 });
    const next = must(await log.append(camp, envelopeId(0), bytesOf(0)));
    deepEqual([next.seq, next.prev, next.known], [4, 3, false]);
    equal(must(await log.trimToSize(0, 100)), 1);
    clock.now += 10;
    await log.trim(clock.now, 100);
    equal(log.stats().rooms, 0, "an idle, empty room goes");
    const reborn = must(await log.append(camp, envelopeId(1), bytesOf(1)));
    equal(reborn.seq > 4, true, "and never uses a seq twice when it returns");
    deepEqual(must(await log.extent(camp)), { first: reborn.seq, head: reborn.seq });
  });

  rule(
    "[B7] a room that is flooded loses its own history, not that of the others",
    async (scene) => {
      const { log } = scene.backend;
      await log.append(camp, envelopeId(0), new Uint8Array(100));
      for (let i = 1; i <= 20; i++) {
        scene.clock.now += 1_000;
        await log.append(stage, envelopeId(i), new Uint8Array(100));
        await log.trimToSize(500, 9);
      }
      deepEqual(must(await log.extent(camp)), { first: 1, head: 1 });
      deepEqual(must(await log.extent(stage)), { first: 17, head: 20 });
      await log.trim(scene.clock.now, 9);
      equal(log.stats().bytes, 100);
      await log.append(camp, envelopeId(30), new Uint8Array(300));
      equal(must(await log.trimToSize(300, 9)), 1);
      deepEqual(
        seqs(must(await log.read(camp, "after", origin, 9, 1e6))),
        [],
        "what went counts no more",
      );
    },
  );

  rule(
    "[B7] trimming to a size takes the oldest of rooms of one size",
    async ({ backend, clock }) => {
      const { log } = backend;
      for (let i = 0; i < 6; i++) {
        await log.append(i % 2 === 0 ? camp : stage, envelopeId(i), new Uint8Array(100));
        clock.now += 1_000;
      }
      equal(must(await log.trimToSize(350, 2)), 2, "in slices");
      equal(must(await log.trimToSize(350, 9)), 1);
      equal(must(await log.trimToSize(350, 9)), 0);
      deepEqual(must(await log.extent(camp)), { first: 3, head: 3 });
      deepEqual(must(await log.extent(stage)), { first: 2, head: 3 });
      equal(log.stats().bytes, 300);
    },
  );

  rule("[B7] an empty room that is presented again stays", async ({ backend, clock }) => {
    const { log } = backend;
    await log.putRoom(camp, certificateOf(1, 1));
    await log.putRoom(stage, certificateOf(2, 1));
    clock.now += 1_000;
    equal(must(await log.putRoom(camp, certificateOf(1, 1))), "unchanged");
    await log.trim(clock.now, 9);
    deepEqual(must(await log.certificate(camp)), certificateOf(1, 1));
    equal(must(await log.certificate(stage)), undefined);
  });

  rule("[B8] the host alone changes the card, and only forwards", async ({ backend }) => {
    const { log } = backend;
    equal(must(await log.certificate(camp)), undefined);
    equal(must(await log.putRoom(camp, certificateOf(1, 1))), "created");
    equal(must(await log.putRoom(camp, certificateOf(1, 1))), "unchanged");
    equal(must(await log.putRoom(camp, certificateOf(1, 3))), "updated");
    equal(must(await log.putRoom(camp, certificateOf(1, 2))), "unchanged");
    equal(must(await log.putRoom(camp, certificateOf(2, 9))), "other-host");
    deepEqual(must(await log.certificate(camp)), certificateOf(1, 3));
    equal(log.stats().rooms, 1);
  });

  rule("[B8] a room that began by an append takes the first host's card", async ({ backend }) => {
    await backend.log.append(camp, envelopeId(1), bytesOf(1));
    equal(must(await backend.log.certificate(camp)), undefined);
    equal(must(await backend.log.putRoom(camp, certificateOf(1, 1))), "created");
    deepEqual(must(await backend.log.extent(camp)), { first: 1, head: 1 });
  });

  rule("[B10] of what is offered, exactly what the room lacks is wanted", async ({ backend }) => {
    await backend.log.append(camp, envelopeId(2), bytesOf(2));
    await backend.log.append(stage, envelopeId(3), bytesOf(3));
    const offered = [5, 3, 2, 1].map(envelopeId);
    deepEqual(must(await backend.log.missing(camp, offered)), [5, 3, 1].map(envelopeId));
    deepEqual(must(await backend.log.missing(roomId(9), offered)), offered);
  });

  rule("[B11] two rooms in one commit keep their own logs", async ({ backend }) => {
    const { log } = backend;
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        log.append(i % 3 === 0 ? camp : stage, envelopeId(i), bytesOf(i)),
      ),
    );
    const camps = must(await log.read(camp, "after", origin, 100, 1e6));
    const stages = must(await log.read(stage, "after", origin, 100, 1e6));
    deepEqual(
      camps.map((record) => record.envelope[0]),
      Array.from({ length: 14 }, (_, i) => 3 * i),
    );
    equal(stages.length, 26);
    deepEqual(
      seqs(stages),
      Array.from({ length: 26 }, (_, i) => i + 1),
    );
    equal(
      must(await log.append(stage, envelopeId(0), bytesOf(0))).known,
      false,
      "ids are per room",
    );
  });

  rule("[B12] closing settles what waits, then refuses", async ({ backend }) => {
    const waiting = backend.log.append(camp, envelopeId(1), bytesOf(1));
    await backend.log.close();
    equal(must(await waiting).seq, 1);
    const late = await backend.log.append(camp, envelopeId(2), bytesOf(2));
    equal(late.ok ? "ok" : late.error.kind, "storage");
    const read = await backend.log.read(camp, "after", origin, 1, 1);
    equal(read.ok ? "ok" : read.error.kind, "storage");
    await backend.log.close();
  });

  rule("[B14] the bus delivers in order to all who listen", async ({ backend: { bus } }) => {
    const heard: string[] = [];
    const stop = bus.subscribe((room, bytes) => heard.push(`first ${room} ${bytes[0]}`));
    bus.subscribe((room, bytes) => heard.push(`second ${room} ${bytes[0]}`));
    bus.publish(camp, bytesOf(1));
    bus.publish(stage, bytesOf(2));
    equal(heard.length, 0, "not in the middle of the publisher's step");
    await Promise.resolve();
    const expected = [`${camp} 1`, `${stage} 2`];
    deepEqual(
      heard,
      expected.flatMap((word) => [`first ${word}`, `second ${word}`]),
    );
    stop();
    bus.publish(camp, bytesOf(3));
    await Promise.resolve();
    deepEqual(heard.slice(4), [`second ${camp} 3`]);
  });

  backendModelRule(rule);
}
