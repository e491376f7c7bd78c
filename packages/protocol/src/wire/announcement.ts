/**
 * Announcements of the organiser (SPEC 2.3 and section 12): what is signed, and how it travels.
 *
 * They are rare and come long after the first screen, so they have a codec of their own: to the
 * codec of the other frames they are unknown types, which every end ignores (F4).
 */
import { concatBytes, parseUtf8, Reader, utf8, Writer } from "./bytes.ts";
import {
  checked,
  choice,
  type Codec,
  counted,
  fields,
  flag,
  id,
  raw,
  rest,
  run,
  uint,
  variants,
} from "./codec.ts";
import type { DecodeError } from "./errors.ts";
import { type Environment, environments } from "./frame.ts";
import { fromHex, type Millis, type RoomId, toHex } from "./ids.ts";
import * as limits from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

/** Numbers on the wire, behind those for reaching people. */
export const announcementFrameTypes = { announcement: 56, "announcement-seen": 57 } as const;

/** info: a strip. important: a strip, a push, a sound. emergency: the whole screen. */
export const announcementLevels = ["info", "important", "emergency"] as const;
export type AnnouncementLevel = (typeof announcementLevels)[number];

/** What a phone tells of an announcement, without saying who it is. */
export const announcementMarks = ["reached", "opened", "help"] as const;
export type AnnouncementMark = (typeof announcementMarks)[number];

declare const brand: unique symbol;
/** 16 random bytes in lower-case hex: one announcement through all its revisions (SPEC N1). */
export type AnnouncementId = string & { readonly [brand]: "AnnouncementId" };

/** Parses 32 digits of lower-case hex. */
export const parseAnnouncementId = (text: string): AnnouncementId | undefined =>
  fromHex(text)?.length === 16 ? (text as AnnouncementId) : undefined;

/** The words of one language. */
export interface AnnouncementText {
  /** BCP 47, for instance "en" or "pt-BR". */
  readonly language: string;
  readonly title: string;
  readonly body: string;
  /** What to do, told first in an emergency; empty when there is nothing to do. */
  readonly action: string;
}

/** What the organiser signs. */
export interface AnnouncementStatement {
  readonly id: AnnouncementId;
  /** Rises with each change of this announcement. */
  readonly revision: number;
  /** false: only some of the texts of this revision, because all did not fit into a push. */
  readonly whole: boolean;
  readonly level: AnnouncementLevel;
  /** For phones of this environment and event only: another festival's cannot be shown here. */
  readonly environment: Environment;
  readonly eventTag: string;
  readonly issuedAt: Millis;
  readonly expiresAt: Millis;
  /** When more will be said; 0 when nothing is promised. */
  readonly nextUpdate: Millis;
  /** The rooms it is for; empty: everybody. */
  readonly rooms: readonly RoomId[];
  readonly withdrawn: boolean;
  /** The first is what is shown to whoever reads none of these languages. */
  readonly texts: readonly AnnouncementText[];
}

export type AnnouncementFrame =
  /** r: show it, if it verifies. */
  | {
      readonly kind: "announcement";
      /** Ed25519 key of the organiser (32 bytes). */
      readonly key: Uint8Array;
      /** Over {@link announcementTranscript} (64 bytes). */
      readonly signature: Uint8Array;
      /** Bytes of an {@link AnnouncementStatement}. */
      readonly statement: Uint8Array;
    }
  /** c: this phone has it, opened it or asks for help. Only counted. */
  | {
      readonly kind: "announcement-seen";
      readonly id: AnnouncementId;
      readonly revision: number;
      readonly mark: AnnouncementMark;
    };

export type AnnouncementKind = AnnouncementFrame["kind"];
export type AnnouncementFrameOf<K extends AnnouncementKind> = Extract<
  AnnouncementFrame,
  { readonly kind: K }
>;

const version = 1;
// A codec of its own: the table of ids belongs to the first load of the page.
const announcementId: Codec<AnnouncementId> = {
  write: (writer, value) => void writer.raw(fromHex(value) ?? new Uint8Array(16)),
  read: (reader) => toHex(reader.raw(16)) as AnnouncementId,
};
const eventTagForm = /^[a-z0-9-]{1,32}$/;
const languageForm = /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8}){0,3}$/;

/** UTF-8 of at most `max` bytes that keeps a rule. */
const words = (max: number, keepsRule: (text: string) => boolean = () => true): Codec<string> => {
  const bytes = run(max);
  return {
    write: (writer, text) => bytes.write(writer, utf8(text)),
    read(reader) {
      const text = parseUtf8(bytes.read(reader));
      if (text !== undefined && keepsRule(text)) return text;
      reader.fail();
      return "";
    },
  };
};

const text = fields<AnnouncementText>({
  language: words(limits.languageBytes, (tag) => languageForm.test(tag)),
  title: words(limits.announcementTitleBytes, (title) => title !== ""),
  body: words(limits.announcementBodyBytes),
  action: words(limits.announcementTitleBytes),
});

const isOnce = (values: readonly string[]): boolean => new Set(values).size === values.length;

const statement = checked(
  fields<AnnouncementStatement>({
    id: announcementId,
    revision: checked(uint(4), (revision) => revision > 0),
    whole: flag,
    level: choice(...announcementLevels),
    environment: choice(...environments),
    eventTag: words(32, (tag) => eventTagForm.test(tag)),
    issuedAt: uint(6),
    expiresAt: uint(6),
    nextUpdate: uint(6),
    rooms: checked(counted(id("RoomId"), limits.announcementRooms), isOnce),
    withdrawn: flag,
    texts: counted(text, limits.announcementTexts),
  }),
  ({ issuedAt, expiresAt, texts }) =>
    expiresAt > issuedAt && texts.length > 0 && isOnce(texts.map(({ language }) => language)),
);

/** Bytes of a statement: what is signed and sent. The values must be within limits.ts. */
export function encodeAnnouncementStatement(value: AnnouncementStatement): Uint8Array<ArrayBuffer> {
  const writer = new Writer(512).u8(version);
  statement.write(writer, value);
  return writer.finish();
}

/** Parses a statement; total. What it says is not true before its signature was verified. */
export function decodeAnnouncementStatement(
  bytes: Uint8Array,
): Result<AnnouncementStatement, DecodeError> {
  if (bytes.length > limits.announcementBytes) return err({ kind: "too-large", what: "statement" });
  const reader = new Reader(bytes);
  if (reader.u8() !== version) return err({ kind: "unsupported-version", what: "statement" });
  const value = statement.read(reader);
  return reader.done ? ok(value) : err({ kind: "malformed", what: "statement" });
}

const label = utf8("fc1/announcement\0");

/** What the organiser's signature covers (SPEC N2). */
export const announcementTranscript = (statementBytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(label, statementBytes);

const layouts: Readonly<Record<AnnouncementKind, Codec<AnnouncementFrame>>> = variants<
  AnnouncementFrame,
  "kind"
>("kind", {
  announcement: {
    key: raw(32),
    signature: raw(64),
    statement: rest(limits.announcementBytes),
  },
  "announcement-seen": {
    id: announcementId,
    revision: checked(uint(4), (revision) => revision > 0),
    mark: choice(...announcementMarks),
  },
});

/** Bytes of a frame. The values must be within limits.ts: the caller made them. */
export function encodeAnnouncementFrame(frame: AnnouncementFrame): Uint8Array<ArrayBuffer> {
  const writer = new Writer(128).u8(announcementFrameTypes[frame.kind]);
  layouts[frame.kind].write(writer, frame);
  return writer.finish();
}

/**
 * Parses one frame of these types. Total. Byte fields are views of the input.
 * @returns undefined for bytes of another type
 */
export function decodeAnnouncementFrame(
  bytes: Uint8Array,
): Result<AnnouncementFrame, DecodeError> | undefined {
  const reader = new Reader(bytes);
  const type = reader.u8();
  const kind = (["announcement", "announcement-seen"] as const).find(
    (one) => announcementFrameTypes[one] === type,
  );
  if (kind === undefined || reader.fault) return undefined;
  const frame = layouts[kind].read(reader);
  return reader.done ? ok(frame) : err({ kind: "malformed", what: kind });
}
