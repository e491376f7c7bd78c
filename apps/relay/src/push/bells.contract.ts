/** What every implementation of Bells promises, as one suite. */
import { deepEqual, equal } from "node:assert/strict";
import type { test as registerTest } from "node:test";
import { type DeviceTag, idFromBytes } from "@festival-chat/protocol/wire";
import { must, present, roomId } from "../backend/backend-scene.contract.ts";
import type { Bell, BellBounds, Bells } from "./bells.ts";

export const deviceTag = (n: number): DeviceTag =>
  idFromBytes("DeviceTag", new Uint8Array(8).fill(n));

export const bellOf = (n: number, changes: Partial<Bell> = {}): Bell => ({
  device: deviceTag(n),
  mode: "all",
  endpoint: `https://push.example/${n}`,
  key: new Uint8Array(65).fill(n),
  auth: new Uint8Array(16).fill(n),
  ...changes,
});

export interface BellsUnderTest {
  readonly bells: Bells;
  /** Ends it and starts again on what it kept. */
  restart?(): Bells;
  dispose(): void;
}

export function bellsContract(
  test: typeof registerTest,
  name: string,
  make: (bounds: BellBounds) => BellsUnderTest,
  capabilities: { readonly restarts: boolean },
): void {
  const camp = roomId(1);
  const stage = roomId(2);
  const rule = (
    what: string,
    body: (scene: BellsUnderTest) => Promise<void>,
    bounds: BellBounds = { perRoom: 100, all: 100 },
  ): void =>
    void test(`${name}: ${what}`, async () => {
      const scene = make(bounds);
      try {
        await body(scene);
      } finally {
        scene.dispose();
      }
    });

  rule("[R3] a device has one bell in a room, and the last one counts", async ({ bells }) => {
    must(await bells.put(camp, bellOf(1), 0));
    must(await bells.put(camp, bellOf(1, { mode: "mentions", endpoint: "https://b/" }), 1));
    must(await bells.put(stage, bellOf(1), 1));
    deepEqual(must(await bells.get(camp, deviceTag(1))), {
      ...bellOf(1),
      mode: "mentions",
      endpoint: "https://b/",
    });
    deepEqual(must(await bells.get(stage, deviceTag(1))), bellOf(1));
    equal(must(await bells.get(stage, deviceTag(2))), undefined);
    equal(bells.count(), 2);
  });

  rule("a room is read in pages, each bell once, and no other room's", async ({ bells }) => {
    for (const n of [5, 2, 9, 1, 7]) must(await bells.put(camp, bellOf(n), 0));
    must(await bells.put(stage, bellOf(3), 0));
    const seen: DeviceTag[] = [];
    for (;;) {
      const page = must(await bells.page(camp, seen.at(-1), 2));
      if (page.length === 0) break;
      seen.push(...page.map(({ device }) => device));
    }
    deepEqual(seen, [1, 2, 5, 7, 9].map(deviceTag));
  });

  rule("[R3] what is removed, gone at the service or old is not there any more", async (scene) => {
    const { bells } = scene;
    for (const n of [1, 2, 3, 4]) must(await bells.put(camp, bellOf(n), n * 10));
    must(await bells.put(stage, bellOf(2), 100));
    equal(must(await bells.remove(camp, deviceTag(1))), true);
    equal(must(await bells.remove(camp, deviceTag(1))), false);
    equal(must(await bells.forget(bellOf(2).endpoint)), 2, "in all rooms");
    equal(must(await bells.trim(40, 9)), 1);
    equal(bells.count(), 1);
    deepEqual(must(await bells.page(camp, undefined, 9)), [bellOf(4)]);
    deepEqual(must(await bells.page(stage, undefined, 9)), []);
  });

  rule("every endpoint is read once, however many rooms it is in", async ({ bells }) => {
    for (const n of [3, 1, 2]) must(await bells.put(camp, bellOf(n), 0));
    must(await bells.put(stage, bellOf(2), 0));
    const seen: string[] = [];
    for (;;) {
      const page = must(await bells.everywhere(seen.at(-1) ?? "", 2));
      if (page.length === 0) break;
      seen.push(...page.map(({ endpoint }) => endpoint));
    }
    deepEqual(
      seen,
      [1, 2, 3].map((n) => bellOf(n).endpoint),
    );
  });

  rule("[R3] who renews is not old", async ({ bells }) => {
    must(await bells.put(camp, bellOf(1), 10));
    must(await bells.put(camp, bellOf(2), 10));
    must(await bells.put(camp, bellOf(1), 50));
    equal(must(await bells.trim(50, 9)), 1);
    deepEqual(must(await bells.page(camp, undefined, 9)), [bellOf(1)]);
    must(await bells.put(camp, bellOf(3), 50));
    equal(must(await bells.trim(99, 1)), 1, "in slices");
    equal(bells.count(), 1);
  });

  rule(
    "what does not fit is refused, and who is in may change",
    async ({ bells }) => {
      for (const n of [1, 2]) equal(must(await bells.put(camp, bellOf(n), 0)), "kept");
      equal(must(await bells.put(camp, bellOf(3), 0)), "full", "in this room");
      equal(must(await bells.put(stage, bellOf(3), 0)), "kept");
      equal(must(await bells.put(stage, bellOf(4), 0)), "full", "on this relay");
      equal(must(await bells.put(camp, bellOf(2, { mode: "mentions" }), 0)), "kept");
      must(await bells.remove(camp, deviceTag(1)));
      equal(must(await bells.put(stage, bellOf(4), 0)), "kept");
    },
    { perRoom: 2, all: 3 },
  );

  rule("after close every call answers an error", async ({ bells }) => {
    bells.close();
    equal((await bells.put(camp, bellOf(1), 0)).ok, false);
    equal((await bells.page(camp, undefined, 1)).ok, false);
    bells.close();
  });

  if (!capabilities.restarts) return;
  rule("what was kept is there after a restart", async ({ bells, restart }) => {
    must(await bells.put(camp, bellOf(1), 0));
    const again = present(restart)();
    deepEqual(must(await again.get(camp, deviceTag(1))), bellOf(1));
    equal(again.count(), 1);
  });
}
