import { deepEqual, equal, ok } from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  type ChainRun,
  formatReceipt,
  openSmall,
  parseReceipt,
  sealSmall,
} from "@festival-chat/protocol/e2e";
import {
  type ChainTag,
  chainTagOf,
  type DeviceTag,
  deviceTagOf,
  idToBytes,
  limits,
  toSeq,
  utf8,
} from "@festival-chat/protocol/wire";
import { channel, type Stage, stageOf } from "../client.fixture.ts";
import { insideOf } from "../room-inside.ts";
import { type Author, benAndCleo, recordOf, stageKeys } from "../timeline.fixture.ts";
import { type Receipts, startReceipts } from "./start-receipts.ts";

const keys = await stageKeys();
const tagOf = ({ key }: Author): DeviceTag => deviceTagOf(keys.room, idToBytes(key));

interface Play {
  readonly stage: Stage;
  readonly receipts: Receipts;
  /** Time goes on to this moment. */
  at(now: number): void;
  /** Runs that were told since the last look, one list for each frame. */
  told(): (readonly Pick<ChainRun, "from" | "to" | "seen">[] | undefined)[];
  here(...authors: readonly Author[]): Promise<void>;
  heard(from: Author, chain: ChainTag, to: number, seen?: number): Promise<void>;
  readonly changes: () => number;
}

async function playOf(): Promise<Play> {
  const stage = await stageOf();
  let now = 0;
  let changes = 0;
  let timer: { readonly at: number; readonly wake: () => void } | undefined;
  const receipts = startReceipts({
    client: stage.client,
    clock: {
      now: () => now,
      wakeAt: (at, wake) => void (timer = { at, wake }),
      cancel: () => void (timer = undefined),
    },
    changed: () => void changes++,
  });
  await stage.letIn();
  return {
    stage,
    receipts,
    changes: () => changes,
    at(next) {
      while (timer !== undefined && timer.at <= next) {
        now = Math.max(now, timer.at);
        const { wake } = timer;
        timer = undefined;
        wake();
      }
      now = next;
    },
    told: () =>
      stage.took("ephemeral").map(({ sealed }) => {
        const plain = openSmall(keys, "ephemeral", sealed);
        return plain && parseReceipt(plain)?.map(({ from, to, seen }) => ({ from, to, seen }));
      }),
    here: (...authors) =>
      stage.say({
        kind: "presence",
        channel,
        body: {
          mode: "exact",
          present: [deviceTagOf(keys.room, idToBytes(stage.room.me)), ...authors.map(tagOf)].map(
            (tag) => ({
              tag,
              sealed: sealSmall(keys, "presence", 0, utf8("Here"), new Uint8Array(24)),
            }),
          ),
        },
      }),
    heard: (from, chain, to, seen) =>
      stage.say({
        kind: "ephemeral",
        channel,
        from: tagOf(from),
        sealed: sealSmall(
          keys,
          "ephemeral",
          0,
          formatReceipt([{ chain, from: 0, to, seen }]),
          new Uint8Array(24),
        ),
      }),
  };
}

/** Says something, which the relay takes. */
async function speak({ stage }: Play, text: string, seq: number): Promise<void> {
  const sent = await stage.room.send(text);
  ok(sent.ok);
  await stage.settle();
  const [publish] = stage.took("publish");
  await stage.say({
    kind: "ack",
    channel,
    acks: [{ ref: publish?.ref ?? 0, seq: toSeq(seq) }],
  });
}

describe("receipts over the relay", () => {
  let ben: Author;
  let cleo: Author;
  before(async () => {
    ({ ben, cleo } = await benAndCleo());
  });

  async function write(author: Author, play: Play, seq: number): Promise<void> {
    const written = await author.write({ kind: "text", text: `${seq}` }, seq);
    await play.stage.deliver([recordOf(written, seq)]);
    await play.stage.settle();
  }

  test("[P8] who only reads tells nobody; who has written tells, at most every three seconds", async () => {
    const play = await playOf();
    await play.here(ben);
    await write(ben, play, 1);
    play.at(10_000);
    await play.stage.settle();
    equal(play.told().length, 0, "reading is silent");

    await speak(play, "hello", 2);
    play.at(11_000);
    await play.stage.settle();
    const [first] = play.told();
    equal(first?.length, 1);

    for (let seq = 3; seq < 6; seq++) await write(ben, play, seq);
    play.at(13_000);
    await play.stage.settle();
    equal(play.told().length, 0, "too soon");
    play.at(15_000);
    await play.stage.settle();
    const [second, ...rest] = play.told();
    equal(second?.[0]?.to, (first?.[0]?.to ?? 0) + 3, "all that came is told at once");
    equal(rest.length, 0);

    play.at(30_000);
    await play.stage.settle();
    equal(play.told().length, 1, "once more, lest it was lost");
    play.at(3_600_000);
    await play.stage.settle();
    equal(play.told().length, 0, "an idle room costs nothing");
  });

  test("[P8] an author who was away is told on coming back, and nobody else again", async () => {
    const play = await playOf();
    await speak(play, "hello", 1);
    await play.here(cleo);
    await write(ben, play, 2);
    await write(cleo, play, 3);
    play.at(5_000);
    await play.stage.settle();
    deepEqual(
      play.told().map((runs) => runs?.length),
      [1],
      "only Cleo is here to hear it",
    );

    play.at(10_000);
    await play.stage.settle();
    play.told();
    await play.here(cleo, ben);
    play.at(12_000);
    await play.stage.settle();
    deepEqual(
      play.told().map((runs) => runs?.length),
      [1],
    );

    play.at(20_000);
    await play.stage.settle();
    play.told();
    await play.here(cleo);
    await play.here(cleo, ben);
    play.at(24_000);
    await play.stage.settle();
    deepEqual(
      play.told().map((runs) => runs?.length),
      [1],
      "Ben may have missed it",
    );
  });

  test("[P8] what was told of a chain is forgotten with its messages", async () => {
    const play = await playOf();
    const told = async (at: number): Promise<number> => {
      play.at(at);
      await play.stage.settle();
      return play.told().length;
    };
    await speak(play, "hello", 1);
    await play.here(ben);
    await write(ben, play, 2);
    equal(await told(20_000), 2, "and once more, lest it was lost");

    const log = insideOf(play.stage.room)?.core.log;
    const entry = [...(log?.entries() ?? [])].find(({ mine }) => !mine);
    ok(log && entry);
    await play.here(ben);
    equal(await told(30_000), 0, "told already");
    log.forget(entry.id);
    await play.here(ben);
    equal(await told(40_000), 0, "nothing is here");
    log.put(entry);
    await play.here(ben);
    equal(await told(45_000), 1, "it is new again");
  });

  test("[P8] nothing is told low on data, or in a larger room", async () => {
    const play = await playOf();
    await speak(play, "hello", 1);
    play.stage.client.setLowData(true);
    await play.here(ben);
    await write(ben, play, 2);
    play.at(10_000);
    await play.stage.settle();
    equal(play.told().length, 0);

    play.stage.client.setLowData(false);
    const count = limits.receiptMembers + 1;
    await play.stage.say({ kind: "presence", channel, body: { mode: "count", count } });
    play.at(20_000);
    await play.stage.settle();
    equal(play.told().length, 0);

    await play.here(ben);
    play.at(24_000);
    await play.stage.settle();
    equal(play.told().length, 1);
  });

  test("[P9] what is looked at is told as seen, unless this person or the room is against it", async () => {
    const play = await playOf();
    const { room } = play.stage;
    /** How many of the last ones of a receipt are not seen; undefined where nothing is said of it. */
    const unseen = async (at: number): Promise<(number | undefined)[]> => {
      play.at(at);
      await play.stage.settle();
      return play.told().map((runs) => {
        const [run] = runs ?? [];
        return run?.seen === undefined ? undefined : run.to - run.seen;
      });
    };
    await speak(play, "hello", 1);
    await play.here(ben);
    await write(ben, play, 2);
    await write(ben, play, 3);
    deepEqual(await unseen(5_000), [2], "they lie on a phone in a pocket");
    await room.markRead();
    deepEqual(await unseen(9_000), [0]);
    await write(ben, play, 4);
    deepEqual(await unseen(12_500), [1]);
    deepEqual(await unseen(30_000), [1], "once more, lest it was lost");

    await room.configure({ seen: false });
    await room.markRead();
    deepEqual(await unseen(34_000), [undefined]);
    await unseen(50_000);
    await room.configure({ seen: true });
    deepEqual(await unseen(54_000), [0]);
    await unseen(70_000);
    await room.configure({ open: true });
    deepEqual(await unseen(74_000), [undefined], "anybody may be in an open room");
  });

  test("[P8] a message is on the phones that told, of those known here, and no others", async () => {
    const play = await playOf();
    const { stage, receipts } = play;
    await speak(play, "hello", 1);
    await write(cleo, play, 2);
    await play.here(ben);
    const [mine] = stage.room.messages().filter((message) => message.mine);
    ok(mine);
    equal(receipts.delivery(stage.room.id, mine.id), undefined, "nobody told");

    const entry = [...(insideOf(stage.room)?.core.log.entries() ?? [])].find((one) => one.mine);
    const opened = entry && insideOf(stage.room)?.core.timeline.openedOf(entry.id);
    ok(opened);
    await play.heard(ben, chainTagOf(ben.key, opened.chain), opened.ctr);
    equal(
      receipts.delivery(stage.room.id, mine.id),
      undefined,
      "a chain of the same id is not ours",
    );
    await play.heard(ben, chainTagOf(opened.author, opened.chain), opened.ctr);
    equal(play.changes(), 1);
    deepEqual(receipts.delivery(stage.room.id, mine.id), {
      count: 1,
      of: 2,
      names: ["Here"],
      seen: 0,
      seenNames: [],
    });
    await play.heard(cleo, chainTagOf(opened.author, opened.chain), opened.ctr);
    equal(receipts.delivery(stage.room.id, mine.id)?.count, 2);

    await play.heard(ben, chainTagOf(opened.author, opened.chain), opened.ctr, opened.ctr);
    equal(play.changes(), 3);
    const seen = receipts.delivery(stage.room.id, mine.id);
    deepEqual([seen?.count, seen?.seen, seen?.seenNames], [2, 1, ["Here"]]);
    await stage.room.configure({ seen: false });
    equal(receipts.delivery(stage.room.id, mine.id)?.seen, 0, "who tells nothing is shown nothing");
    deepEqual(stage.room.typists, [], "it is no typing");
    receipts.close();
  });

  test("who has a message and who has seen it is known to the next start, with nobody here to tell it", async () => {
    const play = await playOf();
    const { stage, receipts } = play;
    await speak(play, "hello", 1);
    await write(ben, play, 2);
    await play.here(ben, cleo);
    const entry = [...(insideOf(stage.room)?.core.log.entries() ?? [])].find((one) => one.mine);
    const opened = entry && insideOf(stage.room)?.core.timeline.openedOf(entry.id);
    ok(opened);
    await play.heard(ben, chainTagOf(opened.author, opened.chain), opened.ctr, opened.ctr);
    const known = receipts.delivery(stage.room.id, opened.message);
    equal(known?.seen, 1);
    await play.heard(cleo, chainTagOf(opened.author, opened.chain), opened.ctr, opened.ctr);
    equal(receipts.delivery(stage.room.id, opened.message)?.count, 2);
    play.at(10_000);
    await stage.settle();
    receipts.close();

    let changes = 0;
    const next = startReceipts({
      client: stage.client,
      clock: { now: () => 10_000, wakeAt: () => undefined, cancel: () => undefined },
      changed: () => void changes++,
    });
    await stage.settle();
    equal(changes, 1);
    deepEqual(
      next.delivery(stage.room.id, opened.message),
      known,
      "Cleo, who never wrote, is not counted for ever",
    );
    next.close();
  });
});
