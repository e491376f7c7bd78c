/** What is shown of what calls itself an announcement, and what is remembered of it. */
import { deepEqual, equal } from "node:assert/strict";
import { describe, test } from "node:test";
import { idFromBytes } from "@festival-chat/protocol/wire";
import {
  announcementId,
  believed,
  evening,
  organiserKey,
  signatures,
  signed,
} from "./announcement.fixture.ts";
import { type Board, createBoard } from "./board.ts";
import { packKept, parseKept } from "./kept.ts";

const room = idFromBytes("RoomId", new Uint8Array(16).fill(1));
const elsewhere = idFromBytes("RoomId", new Uint8Array(16).fill(2));
const create = (): Board => createBoard(signatures.verify);

/** "taken", or why not. */
async function hear(board: Board, frame: Uint8Array, now = evening + 1): Promise<string> {
  const heard = await board.hear(frame, believed, now);
  return typeof heard === "string" ? heard : "taken";
}

const shown = (board: Board, now = evening + 1): string[] =>
  board.standing(now, undefined).map(({ statement }) => `${statement.level} ${statement.revision}`);

describe("a board of announcements", () => {
  test("[N5] shows what the organiser signed, and nothing that anybody else did", async () => {
    const board = create();
    const forger = new Uint8Array(32).fill(9);
    equal(await hear(board, await signed({ revision: 8 }, forger)), "other-key");
    const frame = await signed();
    const posing = (await signed({ revision: 8 }, forger)).slice();
    posing.set(organiserKey, 1);
    equal(await hear(board, posing), "bad-signature");
    const bent = frame.slice();
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    equal(await hear(board, bent), "bad-signature");
    equal(await hear(board, frame.subarray(0, 40)), "malformed");
    deepEqual(shown(board), []);
    equal(await hear(board, frame), "taken");
    deepEqual(shown(board), ["important 1"]);
  });

  test("[N5] a replay and an older revision change nothing, also when both come at once", async () => {
    const board = create();
    const [first, second] = await Promise.all([signed(), signed({ revision: 2 })]);
    deepEqual(await Promise.all([hear(board, second), hear(board, first), hear(board, second)]), [
      "taken",
      "older",
      "older",
    ]);
    deepEqual(shown(board), ["important 2"]);
  });

  test("[N5] of another festival or environment nothing is shown", async () => {
    const board = create();
    equal(await hear(board, await signed({ eventTag: "fox-2026" })), "other-audience");
    equal(await hear(board, await signed({ environment: "staging" })), "other-audience");
    deepEqual(shown(board), []);
  });

  test("[N5] what has expired is never shown, and goes when its time has come", async () => {
    const board = create();
    const frame = await signed();
    const end = evening + 3_600_000;
    equal(await hear(board, frame, end), "expired");
    equal(await hear(board, frame), "taken");
    equal(board.nextExpiry(evening), end);
    deepEqual(shown(board, end - 1), ["important 1"]);
    deepEqual(shown(board, end), []);
    equal(board.nextExpiry(end), undefined);
  });

  test("[N6] a withdrawal takes it from the screen, and what it replaced does not come back", async () => {
    const board = create();
    const frame = await signed();
    await hear(board, frame);
    equal(await hear(board, await signed({ revision: 2, withdrawn: true })), "taken");
    deepEqual(shown(board), []);
    equal(await hear(board, frame), "older");
    deepEqual(shown(board), []);
  });

  test("[N6] what is for some rooms is seen in those alone", async () => {
    const board = create();
    await hear(board, await signed({ rooms: [room] }));
    equal(board.standing(evening, room).length, 1);
    equal(board.standing(evening, elsewhere).length, 0);
    equal(board.standing(evening, undefined).length, 0);
  });

  test("the most urgent comes first, then the newest", async () => {
    const board = create();
    await hear(board, await signed({ id: announcementId(1), level: "info" }));
    await hear(board, await signed({ id: announcementId(2), level: "emergency" }));
    await hear(
      board,
      await signed({ id: announcementId(3), level: "info", revision: 4, issuedAt: evening + 1 }),
    );
    deepEqual(shown(board), ["emergency 1", "info 4", "info 1"]);
  });

  test("a new revision is unread again; the rest of one that came in part is not", async () => {
    const board = create();
    await hear(board, await signed({ whole: false }));
    board.change(announcementId(1), { shown: "strip", told: ["reached"] });
    await hear(board, await signed(), evening + 60_000);
    const [whole] = board.standing(evening, undefined);
    deepEqual(
      [whole?.shown, whole?.told, whole?.reachedAt, whole?.statement.whole],
      ["strip", ["reached"], evening + 1, true],
    );
    await hear(board, await signed({ revision: 2 }), evening + 90_000);
    const [fresh] = board.standing(evening, undefined);
    deepEqual([fresh?.shown, fresh?.told, fresh?.reachedAt], ["whole", [], evening + 90_000]);
  });

  test("[N5] a phone that starts without signal shows what it took, and believes no stored forgery", async () => {
    const board = create();
    await hear(board, await signed());
    board.change(announcementId(1), { marks: ["reached", "opened"], shown: "gone" });
    const forged = await signed({ id: announcementId(2) }, new Uint8Array(32).fill(9));
    const text = packKept([
      ...board.held(),
      { frame: forged, reachedAt: evening, marks: [], told: [], shown: "whole" },
    ]);
    const next = create();
    await next.restore(parseKept(text), believed, evening + 2);
    deepEqual(next.held(), board.held());
    const late = create();
    await late.restore(parseKept(text), believed, evening + 3_600_000);
    deepEqual(late.held(), []);
  });

  test("what is kept may be anything: it is read without harm", () => {
    for (const text of [undefined, "", "{", "7", "[1,null,{}]", '[{"frame":"zz","reachedAt":1}]']) {
      deepEqual(parseKept(text), []);
    }
  });

  test("it holds a bounded number, and lets go of what expires first", async () => {
    const board = create();
    for (let seed = 1; seed <= 40; seed++) {
      await hear(
        board,
        await signed({ id: announcementId(seed), expiresAt: evening + seed * 1e5 }),
      );
    }
    const [first] = board.held();
    deepEqual([board.held().length, first?.statement.id], [32, announcementId(9)]);
  });
});
