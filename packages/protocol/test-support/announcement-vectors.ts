/** Golden announcements (SPEC 2.3 and section 12). */
import {
  type AnnouncementFrame,
  announcementFrameTypes,
  type AnnouncementStatement,
  announcementTranscript,
  encodeAnnouncementFrame,
  encodeAnnouncementStatement,
  parseAnnouncementId,
} from "../src/wire/announcement.ts";
import { type KeySuccession, successionTranscript } from "../src/wire/announcement-rules.ts";
import { countingBytes, evening, keys, otherRoom, signatures } from "./scene.ts";

const id = parseAnnouncementId("e0e1e2e3e4e5e6e7e8e9eaebecedeeef");
if (id === undefined) throw new RangeError("no announcement id");

export const organiserSecret = countingBytes(32, 0xc0);
export const organiserKey = await signatures.publicKey(organiserSecret);
export const nextSecret = countingBytes(32, 0x30);
export const audience = { environment: "production", eventTag: "owl-2026" } as const;

/** An emergency for everybody. */
export const evacuation: AnnouncementStatement = {
  id,
  revision: 3,
  whole: true,
  level: "emergency",
  ...audience,
  issuedAt: evening,
  expiresAt: evening + 3_600_000,
  nextUpdate: evening + 900_000,
  rooms: [],
  withdrawn: false,
  texts: [
    { language: "en", title: "Storm", body: "Leave the tents.", action: "Go to car park B" },
    { language: "de", title: "Sturm", body: "Zelte verlassen.", action: "Zum Parkplatz B" },
  ],
};

export const sampleStatements: readonly AnnouncementStatement[] = [
  evacuation,
  { ...evacuation, revision: 4, withdrawn: true },
  {
    ...evacuation,
    revision: 1,
    whole: false,
    level: "info",
    environment: "development",
    eventTag: "public",
    nextUpdate: 0,
    rooms: [keys.room, otherRoom.room],
    texts: [{ language: "pt-BR", title: "Água", body: "", action: "" }],
  },
];

/** The frame of a statement, signed by `secret`. */
export async function signedAnnouncement(
  statement: AnnouncementStatement,
  secret: Uint8Array = organiserSecret,
) {
  const bytes = encodeAnnouncementStatement(statement);
  return {
    kind: "announcement",
    key: await signatures.publicKey(secret),
    signature: await signatures.sign(secret, announcementTranscript(bytes)),
    statement: bytes,
  } as const satisfies AnnouncementFrame;
}

/** One key hands over to the next. */
export async function signedSuccession(from: Uint8Array, to: Uint8Array): Promise<KeySuccession> {
  const next = await signatures.publicKey(to);
  const message = successionTranscript(audience, next);
  return {
    key: await signatures.publicKey(from),
    next,
    signature: await signatures.sign(from, message),
  };
}

export const seenFrames: readonly AnnouncementFrame[] = (
  ["reached", "opened", "help"] as const
).map((mark) => ({ kind: "announcement-seen", id, revision: 3, mark }));

const seenHex = `39${id}00000003`;

/** What a decoder must refuse, and why, in hex. */
export const refusedAnnouncementFrames: readonly { readonly why: string; readonly hex: string }[] =
  [
    { why: "half a key", hex: "38c0c1c2" },
    { why: "no mark", hex: seenHex },
    { why: "a mark that is none", hex: `${seenHex}03` },
    { why: "revision 0", hex: `39${id}0000000000` },
    { why: "bytes after the mark", hex: `${seenHex}0000` },
  ];

export const announcementVectors = async () => {
  const frames = await Promise.all(sampleStatements.map((one) => signedAnnouncement(one)));
  return {
    about:
      "announcements: `hex` is the frame of `statement`, signed by the key of `organiserSecret`; " +
      "seen: `hex` decodes to `frame` and back; those of `refused` are malformed; " +
      "succession: the organiser's key hands over to the key of `nextSecret`",
    types: announcementFrameTypes,
    organiserSecret,
    organiserKey,
    announcements: frames.map((frame, index) => ({
      hex: encodeAnnouncementFrame(frame),
      statementHex: frame.statement,
      statement: sampleStatements[index],
    })),
    seen: seenFrames.map((frame) => ({ hex: encodeAnnouncementFrame(frame), frame })),
    refused: refusedAnnouncementFrames,
    nextSecret,
    succession: await signedSuccession(organiserSecret, nextSecret),
  };
};
