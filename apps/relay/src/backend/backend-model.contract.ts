/** B2, B3, B5, B7, B10 and B11 against a model of twenty lines, over arbitrary histories. */
import { deepEqual, equal } from "node:assert/strict";
import { toSeq } from "@festival-chat/protocol/wire";
import fc from "fast-check";
import type { BackendUnderTest } from "./backend.contract.ts";
import { bytesOf, envelopeId, must, present, roomId, seqs } from "./backend-scene.contract.ts";

type Step =
  | { readonly do: "append"; readonly room: number; readonly ids: readonly number[] }
  | { readonly do: "read"; readonly room: number; readonly from: number; readonly limit: number }
  | { readonly do: "missing"; readonly room: number; readonly ids: readonly number[] }
  | { readonly do: "size"; readonly entries: number; readonly limit: number };

const room = fc.integer({ min: 0, max: 2 });
const ids = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 });
const small = fc.integer({ min: 0, max: 12 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("append" as const), room, ids }) },
    fc.record({ do: fc.constant("read" as const), room, from: small, limit: small }),
    fc.record({ do: fc.constant("missing" as const), room, ids }),
    fc.record({ do: fc.constant("size" as const), entries: small, limit: small }),
  ),
  { maxLength: 25 },
);

interface Modelled {
  readonly room: number;
  readonly id: number;
  readonly seq: number;
  readonly prev: number;
}

/** The room with most entries, which are all of one size; of several, the one that began first. */
function largestRoom(model: readonly Modelled[], begun: ReadonlySet<number>): number | undefined {
  const size = (room: number) => model.filter((entry) => entry.room === room).length;
  const most = Math.max(...[...begun].map(size));
  return [...begun].find((room) => size(room) === most);
}

/** Registers the model rule. Each history runs in rooms of its own, on one backend. */
export function backendModelRule(
  rule: (name: string, body: (scene: BackendUnderTest) => Promise<void>) => void,
): void {
  rule("[B3] any history of appends, reads and trims agrees with the model", async (scene) => {
    const { log } = scene.backend;
    let history = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        history++;
        // What an earlier history left would count in this one's size.
        await log.trimToSize(0, 10_000);
        const name = (n: number) => roomId(1_000 * history + n);
        const model: Modelled[] = [];
        const begun = new Set<number>();
        const heads = [0, 0, 0];
        for (const step of taken) {
          scene.clock.now += 1;
          switch (step.do) {
            case "append": {
              if (step.ids.length > 0) begun.add(step.room);
              const outcomes = await Promise.all(
                step.ids.map((id) => log.append(name(step.room), envelopeId(id), bytesOf(id))),
              );
              for (const [index, id] of step.ids.entries()) {
                const held: Modelled | undefined = model.find(
                  (entry) => entry.room === step.room && entry.id === id,
                );
                const prev = heads[step.room] ?? 0;
                const expected: Modelled = held ?? { room: step.room, id, seq: prev + 1, prev };
                if (held === undefined) {
                  model.push(expected);
                  heads[step.room] = expected.seq;
                }
                const { seq, prev: told, known } = must(present(outcomes[index]));
                deepEqual([seq, told, known], [expected.seq, expected.prev, held !== undefined]);
              }
              break;
            }
            case "read": {
              const of = model.filter((entry) => entry.room === step.room);
              const { from, limit } = step;
              const read = async (direction: "after" | "before") =>
                seqs(must(await log.read(name(step.room), direction, toSeq(from), limit, 1e6)));
              const after = of.filter(({ seq }) => seq > from).slice(0, limit);
              const before = of.filter(({ seq }) => seq < from);
              deepEqual(
                await read("after"),
                after.map(({ seq }) => seq),
              );
              deepEqual(
                await read("before"),
                before.slice(Math.max(0, before.length - limit)).map(({ seq }) => seq),
              );
              break;
            }
            case "missing": {
              const lacks = (id: number) =>
                !model.some((entry) => entry.room === step.room && entry.id === id);
              const offered = step.ids.map(envelopeId);
              deepEqual(
                must(await log.missing(name(step.room), offered)),
                step.ids.filter(lacks).map(envelopeId),
              );
              break;
            }
            case "size": {
              const going = Math.min(step.limit, Math.max(0, model.length - step.entries));
              const bytes = step.entries * bytesOf(0).length;
              equal(must(await log.trimToSize(bytes, step.limit)), going);
              for (let i = 0; i < going; i++) {
                const most = largestRoom(model, begun);
                model.splice(
                  model.findIndex(({ room }) => room === most),
                  1,
                );
              }
              break;
            }
          }
        }
        equal(log.stats().entries, model.length);
        for (const [n, head] of heads.entries()) {
          const first = model.find((entry) => entry.room === n)?.seq ?? head + 1;
          deepEqual(must(await log.extent(name(n))), { first, head });
        }
      }),
      { numRuns: 60 },
    );
  });
}
