import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { type EnvelopeId, idFromBytes } from "@festival-chat/protocol/wire";
import * as bounds from "./bounds.ts";
import { createChains, type Omission } from "./chains.ts";
import { createOmissions } from "./omissions.ts";

const author = idFromBytes("AuthorKey", new Uint8Array(32).fill(1));
const chainOf = (n: number) => idFromBytes("ChainId", new Uint8Array(8).fill(n));
const idOf = (chain: number, ctr: number): EnvelopeId =>
  idFromBytes(
    "EnvelopeId",
    Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? chain : ctr)),
  );
const place = (ctr: number, chain = 1) => ({
  author,
  chain: chainOf(chain),
  ctr,
  id: idOf(chain, ctr),
});
const holes = (omissions: readonly Omission[]) =>
  omissions.map(({ after, before, missing }) => [after, before, missing]);

test("[E5] a number between two that are here is missing; before the first and after the last is not", () => {
  const chains = createChains();
  for (const ctr of [7, 4, 5]) chains.put(place(ctr));
  chains.put(place(90, 2));
  deepEqual(holes(chains.omissions()), [[idOf(1, 5), idOf(1, 7), 1]]);
  chains.put(place(6));
  deepEqual(chains.omissions(), []);
});

test("what made way is not missing", () => {
  const chains = createChains();
  for (const ctr of [1, 2, 4, 5]) chains.put(place(ctr));
  equal(chains.omissions().length, 1);
  for (const ctr of [1, 2]) chains.drop(idOf(1, ctr));
  deepEqual(chains.omissions(), []);
  for (const ctr of [4, 5]) chains.drop(idOf(1, ctr));
  chains.put(place(8));
  deepEqual(chains.omissions(), []);
});

test("an author who skips to the largest number costs nothing but a line", () => {
  const chains = createChains();
  chains.put(place(1));
  chains.put({ ...place(2), ctr: Number.MAX_SAFE_INTEGER });
  equal(chains.omissions()[0]?.missing, Number.MAX_SAFE_INTEGER - 2);
  chains.drop(idOf(1, 1));
  deepEqual(chains.omissions(), []);
});

test("a hole is told when it stays, and taken back when it is filled", () => {
  const chains = createChains();
  const omissions = createOmissions();
  const look = (settled: boolean, now: number) =>
    omissions.look(() => chains.omissions(), settled, now);
  chains.put(place(1));
  chains.put(place(3));
  equal(look(false, 0), undefined);
  equal(omissions.deadline(), undefined);
  equal(look(true, 1_000), undefined);
  const due = 1_000 + bounds.omissionMillis;
  equal(omissions.deadline(), due);
  // While something is still being fetched nobody can say, however late it is.
  equal(look(false, due), undefined);
  equal(omissions.deadline(), undefined);
  equal(look(true, due)?.length, 1);
  equal(omissions.told.length, 1);
  equal(look(true, due + 60_000), undefined);
  chains.put(place(2));
  deepEqual(look(true, due + 120_000), []);
  deepEqual(omissions.told, []);
});

test("of many holes the newest are told", () => {
  const chains = createChains();
  const omissions = createOmissions();
  for (let ctr = 1; ctr <= 250; ctr += 2) chains.put(place(ctr));
  omissions.look(() => chains.omissions(), true, 0);
  omissions.look(() => chains.omissions(), true, bounds.omissionMillis);
  equal(omissions.told.length, bounds.gaps);
});
