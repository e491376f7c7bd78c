/**
 * Announcements: made, signed, kept and counted (SPEC section 12). Those that have not expired are
 * held ready as the bytes that links are told.
 */
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import {
  type Announced,
  type AnnounceRequest,
  maxAnnouncements,
  toCount,
} from "@festival-chat/protocol/organiser";
import {
  type AnnouncementAudience,
  type AnnouncementFrameOf,
  type AnnouncementStatement,
  announcementTranscript,
  decodeAnnouncementStatement,
  encodeAnnouncementFrame,
  encodeAnnouncementStatement,
  err,
  limits,
  type Millis,
  ok,
  parseAnnouncementId,
  type Result,
  type RoomId,
} from "@festival-chat/protocol/wire";
import { blob, DamagedRow, integer, text } from "../backend/embedded/columns.ts";
import type { Notice } from "../warden.ts";
import { allocateMessage } from "../ws-frame.ts";
import type { OrganiserKey } from "./organiser-key.ts";

/** An announcement as it stands. */
export interface Standing {
  readonly statement: AnnouncementStatement;
  readonly notice: Notice;
  /** Frame for a push: the whole if it fits, else signed once more with fewer texts (SPEC N7). */
  readonly pushFrame: Uint8Array;
}

interface Kept extends Standing {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
  sent: number;
  reached: number;
  opened: number;
  help: number;
}

export type AnnounceFault = "not-found" | "conflict" | "malformed";

export interface Announcer {
  /** A new announcement or revision; write inside a transaction. */
  announce(request: AnnounceRequest, rooms: readonly RoomId[]): Result<Standing, AnnounceFault>;
  /** Ends one; write inside a transaction. */
  withdraw(id: string, revision: number): Result<Standing, AnnounceFault>;
  /** Every announcement that has not expired, withdrawn ones too: they take back what phones show. */
  current(): readonly Standing[];
  seen(frame: AnnouncementFrameOf<"announcement-seen">): void;
  sentTo(id: string, links: number): void;
  /** Newest first. */
  list(tagOf: (room: RoomId) => string): readonly Announced[];
  /** Signs what stands with the key that changed; write inside a transaction. */
  signAgain(): void;
  /** Writes the counts down. */
  keepCounts(): void;
  /** Reads everything again: the transaction that changed it was not committed. */
  reload(): void;
}

/** What is said for longer is a poster. */
const longestMillis = 7 * 24 * 3_600_000;

export function createAnnouncer(
  db: DatabaseSync,
  key: OrganiserKey,
  audience: AnnouncementAudience,
  now: () => Millis,
): Announcer {
  const all = db.prepare("SELECT * FROM announcements");
  const put = db.prepare("INSERT OR REPLACE INTO announcements VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const remove = db.prepare("DELETE FROM announcements WHERE id = ?");
  const count = db.prepare(
    "UPDATE announcements SET sent = ?, reached = ?, opened = ?, help = ? WHERE id = ?",
  );
  const kept = new Map<string, Kept>();
  let uncounted = false;

  const frameOf = (statement: Uint8Array) => ({
    kind: "announcement" as const,
    key: key.publicKey(),
    signature: key.sign(announcementTranscript(statement)),
    statement,
  });

  function noticeOf({ id, revision }: AnnouncementStatement, payload: Uint8Array): Notice {
    const message = allocateMessage(payload.length);
    message.whole.set(payload, message.payloadAt);
    return { name: `${id}/${revision}`, message };
  }

  function pushFrameOf(statement: AnnouncementStatement, frame: Uint8Array, bytes: number) {
    if (bytes <= limits.pushAnnouncementBytes) return frame;
    const { texts } = statement;
    for (let fit = texts.length - 1; fit > 0; fit--) {
      const part = { ...statement, whole: false, texts: texts.slice(0, fit) };
      const encoded = encodeAnnouncementStatement(part);
      if (encoded.length > limits.pushAnnouncementBytes) continue;
      return encodeAnnouncementFrame(frameOf(encoded));
    }
    return new Uint8Array(0);
  }

  function hold(
    statement: AnnouncementStatement,
    frame: ReturnType<typeof frameOf>,
    counts: Pick<Kept, "sent" | "reached" | "opened" | "help">,
  ): Kept {
    const payload = encodeAnnouncementFrame(frame);
    const held: Kept = {
      statement,
      notice: noticeOf(statement, payload),
      pushFrame: pushFrameOf(statement, payload, frame.statement.length),
      key: frame.key,
      signature: frame.signature,
      bytes: frame.statement,
      ...counts,
    };
    kept.set(statement.id, held);
    return held;
  }

  function keep(statement: AnnouncementStatement): Result<Standing, AnnounceFault> {
    const bytes = encodeAnnouncementStatement(statement);
    // The one judge of what phones can read is the decoder that they use.
    if (!decodeAnnouncementStatement(bytes).ok) return err("malformed");
    const sent = { sent: 0, reached: 0, opened: 0, help: 0 };
    const held = hold(statement, frameOf(bytes), sent);
    put.run(statement.id, held.key, held.signature, bytes, 0, 0, 0, 0);
    const oldest = [...kept.values()].sort((a, b) => a.statement.issuedAt - b.statement.issuedAt);
    for (const { statement: one } of oldest.slice(0, kept.size - maxAnnouncements)) {
      remove.run(one.id);
      kept.delete(one.id);
    }
    return ok(held);
  }

  function reload(): void {
    kept.clear();
    for (const row of all.all()) {
      const statement = blob(row, "statement");
      const decoded = decodeAnnouncementStatement(statement);
      if (!decoded.ok || decoded.value.id !== text(row, "id")) throw new DamagedRow("statement");
      const frame = {
        kind: "announcement" as const,
        key: blob(row, "key", 32),
        signature: blob(row, "signature", 64),
        statement,
      };
      hold(decoded.value, frame, {
        sent: integer(row, "sent"),
        reached: integer(row, "reached"),
        opened: integer(row, "opened"),
        help: integer(row, "help"),
      });
    }
  }
  reload();

  return {
    announce(request, rooms) {
      const { id: given, revision, level, expiresAt, nextUpdate, texts } = request;
      const at = now();
      const before = given === null ? undefined : kept.get(given)?.statement;
      if (given !== null && before === undefined) return err("not-found");
      if ((before?.revision ?? 0) !== revision || before?.withdrawn === true)
        return err("conflict");
      // Who was told the first revision must hear of the next one (N1).
      if (before !== undefined && before.rooms.join() !== rooms.join()) return err("malformed");
      // A phone forgets an announcement when it expires, so an older revision must not outlive it (N1).
      const early = expiresAt <= at || expiresAt < (before?.expiresAt ?? 0);
      if (early || expiresAt > at + longestMillis) return err("malformed");
      const id = before?.id ?? parseAnnouncementId(randomBytes(16).toString("hex"));
      if (id === undefined) return err("malformed");
      return keep({
        id,
        revision: revision + 1,
        whole: true,
        level,
        ...audience,
        issuedAt: at,
        expiresAt,
        nextUpdate,
        rooms,
        withdrawn: false,
        texts,
      });
    },
    withdraw(id, revision) {
      const before = kept.get(id)?.statement;
      if (before === undefined || before.expiresAt <= now()) return err("not-found");
      if (before.revision !== revision || before.withdrawn) return err("conflict");
      const next = { revision: revision + 1, issuedAt: now(), nextUpdate: 0, withdrawn: true };
      return keep({ ...before, ...next });
    },
    current: () => [...kept.values()].filter(({ statement }) => statement.expiresAt > now()),
    seen({ id, revision, mark }) {
      const held = kept.get(id);
      if (held === undefined || held.statement.revision !== revision) return;
      held[mark]++;
      uncounted = true;
    },
    sentTo(id, links) {
      const held = kept.get(id);
      if (held === undefined) return;
      held.sent = links;
      uncounted = true;
    },
    list: (tagOf) =>
      [...kept.values()]
        .sort((a, b) => b.statement.issuedAt - a.statement.issuedAt)
        .map(({ statement, sent, reached, opened, help }) => {
          const { id, revision, level, issuedAt, expiresAt, nextUpdate, withdrawn, texts } =
            statement;
          return {
            id,
            revision,
            level,
            issuedAt,
            expiresAt,
            nextUpdate,
            withdrawn,
            rooms: statement.rooms.map(tagOf),
            texts,
            sent: toCount(sent),
            reached: toCount(reached),
            opened: toCount(opened),
            help,
          };
        }),
    signAgain() {
      for (const { statement, bytes, sent, reached, opened, help } of [...kept.values()]) {
        const held = hold(statement, frameOf(bytes), { sent, reached, opened, help });
        const { id } = statement;
        put.run(id, held.key, held.signature, bytes, sent, reached, opened, help);
      }
    },
    keepCounts() {
      if (!uncounted) return;
      uncounted = false;
      for (const { statement, sent, reached, opened, help } of kept.values()) {
        count.run(sent, reached, opened, help, statement.id);
      }
    },
    reload,
  };
}
