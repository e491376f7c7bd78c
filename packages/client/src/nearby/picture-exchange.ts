/**
 * Picture exchange: frames between two phones that share no network, by codes that both show and read
 * at the same time (SPEC W8). Pure: what to show is asked for, what was read is told, time is given.
 *
 * A stream of pieces in each direction. Every picture repeats which pieces came, so it does not matter
 * which ones a camera misses; the pieces that are missing there are shown in turn until they are not.
 */
import { type Piece, type Picture, SESSION_BYTES } from "@festival-chat/protocol/nearby";
import {
  concatBytes,
  type DeviceTag,
  equalBytes,
  limits,
  type Millis,
  Reader,
  Writer,
} from "@festival-chat/protocol/wire";

/** How far an exchange has come. */
export interface PictureProgress {
  /** Bytes of ours that the other has, and those it still lacks. */
  readonly given: number;
  readonly waiting: number;
  /** Bytes of theirs that are here. */
  readonly taken: number;
}

export interface PictureExchange {
  /** Who is on the other screen; undefined while nobody was seen. */
  readonly other: { readonly tag: DeviceTag; readonly session: Uint8Array } | undefined;
  readonly progress: PictureProgress;
  /** Takes a frame. @returns false when enough waits already */
  send(frame: Uint8Array): boolean;
  /** The next picture to show. Ask a few times a second. */
  next(): Picture;
  /** A picture that was read. @returns frames that are whole with it, or "broken": end the exchange */
  saw(picture: Picture, now: Millis): readonly Uint8Array[] | "broken";
  /** Whether nothing of the other was seen for so long that it is gone. */
  silent(now: Millis): boolean;
}

/** Above this much that waits, `send` answers false: four seconds of pictures. */
const HIGH_WATER_BYTES = 6 * 1024;
/** Somebody drops a phone, picks it up and aims again. */
const SILENT_MILLIS = 20_000;
/** The most that is held of theirs before it is a whole frame: the largest frame, and its length. */
const heldBytes = limits.outboundFrameBytes + 5;

export function createPictureExchange(me: DeviceTag, session: Uint8Array): PictureExchange {
  let other: PictureExchange["other"];
  let seenAt: Millis | undefined;
  // Ours.
  let stream = new Uint8Array(0);
  let cutTo = 0;
  let lastShown = -1;
  let turn = 0;
  const open = new Map<number, Uint8Array>();
  let given = 0;
  // Theirs.
  let nextMissing = 0;
  const ahead = new Map<number, Uint8Array>();
  let taken = 0;
  let whole = new Uint8Array(0);

  /** Numbers of pieces that may be shown begin here. */
  const oldest = (): number => open.keys().next().value ?? cutTo;
  const waiting = (): number =>
    stream.length + [...open.values()].reduce((sum, { length }) => sum + length, 0);

  function cut(): void {
    while (stream.length > 0 && cutTo <= oldest() + limits.piecesAhead) {
      open.set(cutTo++, stream.slice(0, limits.pieceBytes));
      stream = stream.slice(limits.pieceBytes);
    }
  }

  /** The piece behind the one shown last, or the first again. */
  function nextPiece(): Piece | undefined {
    cut();
    const numbers = [...open.keys()];
    const number = numbers.find((one) => one > lastShown) ?? numbers[0];
    const bytes = number === undefined ? undefined : open.get(number);
    if (number === undefined || bytes === undefined) return undefined;
    lastShown = number;
    return { number, bytes };
  }

  function acknowledged(picture: Picture): void {
    for (const [number, { length }] of open) {
      const bit = number - picture.next - 1;
      const here =
        number < picture.next ||
        (bit >= 0 && bit < limits.piecesAhead && (picture.ahead & (1 << bit)) !== 0);
      if (!here) continue;
      open.delete(number);
      given += length;
    }
  }

  function takePiece({ number, bytes }: Piece): readonly Uint8Array[] | "broken" {
    if (number < nextMissing || number > nextMissing + limits.piecesAhead) return [];
    if (!ahead.has(number)) taken += bytes.length;
    ahead.set(number, bytes);
    for (let piece = ahead.get(nextMissing); piece !== undefined; piece = ahead.get(nextMissing)) {
      ahead.delete(nextMissing++);
      whole = new Uint8Array(concatBytes(whole, piece));
    }
    return takeFrames();
  }

  function takeFrames(): readonly Uint8Array[] | "broken" {
    const frames: Uint8Array[] = [];
    for (;;) {
      const reader = new Reader(whole);
      const length = reader.varint();
      const begun = whole.length;
      // A length that is not all here looks like a broken one until five bytes are.
      if (reader.fault) return begun > 5 ? "broken" : frames;
      if (length > limits.outboundFrameBytes || begun > heldBytes) return "broken";
      if (reader.left < length) return frames;
      frames.push(reader.raw(length).slice());
      whole = whole.slice(begun - reader.left);
    }
  }

  return {
    get other() {
      return other;
    },
    get progress() {
      return { given, waiting: waiting(), taken };
    },
    send(frame) {
      const run = new Writer(frame.length + 5).varint(frame.length).raw(frame).finish();
      stream = new Uint8Array(concatBytes(stream, run));
      return waiting() <= HIGH_WATER_BYTES;
    },
    next: () => ({
      from: me,
      turn: (turn = (turn + 1) % 256),
      session,
      other: other?.session ?? new Uint8Array(SESSION_BYTES),
      next: nextMissing,
      ahead: [...ahead.keys()].reduce(
        (bits, number) => bits | (1 << (number - nextMissing - 1)),
        0,
      ),
      piece: nextPiece(),
    }),
    saw(picture, now) {
      // In a mirror, or another pair of phones beside this one.
      if (picture.from === me) return [];
      if (other !== undefined && !equalBytes(picture.session, other.session)) return [];
      const unknown = picture.other.every((byte) => byte === 0);
      if (!unknown && !equalBytes(picture.other, session)) return [];
      other ??= { tag: picture.from, session: picture.session };
      seenAt = now;
      if (!unknown) acknowledged(picture);
      return picture.piece === undefined ? [] : takePiece(picture.piece);
    },
    silent: (now) => seenAt !== undefined && now - seenAt > SILENT_MILLIS,
  };
}
