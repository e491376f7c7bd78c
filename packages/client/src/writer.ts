/** Writer: the writing side of a room. Seals what its person writes into their chain, stores and sends it. */
import type { Content } from "@festival-chat/protocol/e2e";
import {
  type ChainId,
  err,
  idFromBytes,
  limits,
  type MessageId,
  ok,
  type Result,
  utf8,
} from "@festival-chat/protocol/wire";
import type { SendError } from "./api.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { RoomEffect } from "./core/effect.ts";
import type { StoredEntry } from "./core/stored.ts";
import type { Driver } from "./driver.ts";
import { nameNow, type RoomCore } from "./room-core.ts";
import { sealing } from "./sealing.ts";

/** Content that names the place in the chain where it will stand. */
export type MakeContent = (place: {
  readonly chain: ChainId;
  readonly ctr: number;
}) => Promise<Content>;

export interface Writer {
  /** Now, for the outbox. */
  now(): number;
  /** Settles once it is stored and shown, with the message or with the reason why there is none. */
  send(content: Content | MakeContent): Promise<Result<MessageId, SendError>>;
  /** The same for words of a person, which may be none or too many. */
  sendText(content: Content & { readonly text: string }): Promise<Result<MessageId, SendError>>;
  /** Runs when what is being sealed is sealed, and before anything else is. */
  inTurn(act: () => boolean): Promise<boolean>;
  /**
   * Takes the message out of the chain. False when it is not the newest there, or when what stands
   * before it is not known any more, since the next one must name it.
   */
  unwrite(message: MessageId): boolean;
  /** Another tab should send what was stored. */
  outboxChanged(): void;
}

export interface WriterPorts {
  readonly driver: Driver;
  readonly ports: ClientPorts;
  /** Another tab should send what was stored. */
  outboxChanged(core: RoomCore): void;
  /** Another tab should look at the record again. */
  recordChanged(core: RoomCore): void;
}

/** Messages that can be taken back one after the other, the newest first. */
const maxUndone = 16;

const tooLong: SendError = { kind: "too-long", maxBytes: limits.textBytes };

export function createWriter(core: RoomCore, context: WriterPorts): Writer {
  const { driver, ports } = context;
  const chain: ChainId = idFromBytes("ChainId", ports.random.bytes(8));
  let ctr = 0;
  /** The newest messages of the chain. */
  const written: MessageId[] = [];
  /** Seals one after the other: each names the one before it. */
  let writing: Promise<unknown> = Promise.resolve();

  const now = (): number => ports.clock.now();

  /**
   * Freezes id, time, nonce and signature; every path moves these bytes from here on.
   * @returns the message, and when it is stored: only sealing is in turn, and storing many at once is
   *   one transaction
   */
  async function write(
    given: Content | MakeContent,
    pressedAt: number,
  ): Promise<Result<{ readonly message: MessageId; readonly stored: Promise<void> }, SendError>> {
    const content = typeof given === "function" ? await given({ chain, ctr: ctr + 1 }) : given;
    const draft = {
      chain,
      ctr: ctr + 1,
      prev: written.at(-1),
      hlc: driver.clock.next(pressedAt),
      name: content.kind === "text" || content.kind === "reply" ? nameNow(core) : undefined,
      content,
    };
    const nonce = ports.random.bytes(24);
    const sealed = await sealing.seal(core.keys, 0, core.identity, draft, nonce, ports.signatures);
    if (!sealed.ok) return err(sealed.error.kind === "too-large" ? tooLong : { kind: "empty" });
    const { id, bytes, message } = sealed.value;
    ctr += 1;
    written.push(message);
    if (written.length > maxUndone) written.shift();
    const entry: StoredEntry = {
      room: core.id,
      id,
      envelope: bytes,
      stamp: undefined,
      arrivedAt: driver.now(),
      mine: true,
      waiting: true,
      refused: undefined,
    };
    const drafted = "text" in given && given.text === core.notes.draft?.text;
    return ok({ message, stored: publish(entry, drafted) });
  }

  /**
   * Stored, shown, then sent.
   * @param drafted its words are the draft, which goes in the same transaction: closed between two, a
   *   page would come back with the words in both places
   */
  function publish(entry: StoredEntry, drafted: boolean): Promise<void> {
    core.log.put(entry);
    if (drafted) core.notes = { ...core.notes, draft: undefined };
    if (driver.leading) core.unhanded.add(entry.id);
    const first = !core.stored.spoken;
    if (first) core.stored = { ...core.stored, spoken: true, myName: nameNow(core) };
    const { cursor, earliest } = core.log;
    const effects: RoomEffect[] = [{ kind: "keepEntry", entry }];
    if (drafted) effects.push({ kind: "keepDraft" });
    if (first) effects.push({ kind: "keepPosition", cursor, earliest });
    if (driver.leading) effects.push(...core.outbox.enqueue(entry, now()));
    return new Promise((resolve) => {
      driver.run(core, effects, () => {
        if (first) driver.announce(core);
        if (first) context.recordChanged(core);
        if (!driver.leading) context.outboxChanged(core);
        // Settles with the message on the screen.
        void core.opener.push([]).then(resolve);
      });
    });
  }

  function inTurn<T>(act: () => T | Promise<T>): Promise<T> {
    const done = writing.then(act);
    writing = done.catch(() => undefined);
    return done;
  }

  async function send(content: Content | MakeContent): Promise<Result<MessageId, SendError>> {
    const pressedAt = now();
    const held = "kind" in content && core.late?.acts.hold(content.kind, driver.now());
    if (held) return err(held);
    const result = await inTurn(() => write(content, pressedAt));
    if (!result.ok) return result;
    await result.value.stored;
    return ok(result.value.message);
  }

  return {
    now,
    send,
    async sendText(content) {
      if (content.text.trim() === "") return err({ kind: "empty" });
      if (utf8(content.text).length > limits.textBytes) return err(tooLong);
      return send(content);
    },
    inTurn,
    unwrite(message) {
      if (written.at(-1) !== message || (ctr > 1 && written.length < 2)) return false;
      written.pop();
      ctr -= 1;
      return true;
    },
    outboxChanged: () => context.outboxChanged(core),
  };
}
