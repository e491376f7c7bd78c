/** Export: what is on this phone of a room, to keep. It holds no secrets, only what was said. */
import type { Millis } from "@festival-chat/protocol/wire";
import type { Message, Room } from "../api.ts";

/** What is exported of a room; a Room is one. */
export type ExportedRoom = Pick<Room, "name" | "nameOf" | "message"> & {
  messages(): readonly Message[];
};

/** 2026-08-07 19:02, in UTC. */
const utcMinute = (at: Millis): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

const wordsOf = ({ body }: Message): string => {
  switch (body.kind) {
    case "text":
      return body.edited ? `${body.text} (edited)` : body.text;
    case "removed":
      return "(removed)";
    case "newer":
      return "(needs a newer version)";
  }
};

/** Everything that a reader of the text may take for the end of a line. */
const lineEnds = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;

const inOneLine = (text: string): string => text.replace(lineEnds, " ");

/** The first line of what is quoted, short. */
function quoteOf(room: ExportedRoom, message: Message): string {
  if (message.replyTo === undefined) return "";
  const quoted = room.message(message.replyTo);
  if (quoted === undefined || quoted === "blocked") return "(reply) ";
  const [line = ""] = wordsOf(quoted).split(lineEnds);
  const characters = [...line];
  const short = characters.length > 40 ? `${characters.slice(0, 40).join("")}…` : line;
  return `(to ${inOneLine(quoted.name)}: ${short}) `;
}

/**
 * Plain text, one message a paragraph, lines of one message indented.
 * @param format how a time is written; UTC to the minute unless given
 */
export function exportText(room: ExportedRoom, format: (at: Millis) => string = utcMinute): string {
  const lines = room.messages().map((message) => {
    const words = wordsOf(message).replace(lineEnds, "\n    ");
    const reactions = message.reactions.map(
      ({ emoji, authors }) => `${inOneLine(emoji)} ${authors.length}`,
    );
    const tail = reactions.length === 0 ? "" : `\n    [${reactions.join("  ")}]`;
    return `${format(message.at)}  ${inOneLine(message.name)}: ${quoteOf(room, message)}${words}${tail}`;
  });
  return `${room.name ?? "Room"}\n\n${lines.join("\n")}${lines.length === 0 ? "" : "\n"}`;
}

/** Everything that is shown, for programs: JSON with two spaces of indent. Times are ISO 8601, UTC. */
export function exportJson(room: ExportedRoom): string {
  const messages = room.messages().map((message) => {
    const { id, author, name, mine, body, replyTo, at, arrivedAt, edits } = message;
    return {
      id,
      author,
      name,
      mine,
      kind: body.kind,
      ...(body.kind === "text" ? { text: body.text } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(edits === 0 ? {} : { edits }),
      writtenAt: new Date(at).toISOString(),
      arrivedAt: new Date(arrivedAt).toISOString(),
      reactions: message.reactions.map(({ emoji, authors }) => ({
        emoji,
        names: authors.map((one) => room.nameOf(one)),
      })),
    };
  });
  return JSON.stringify(
    { format: "festival-chat-room", version: 1, name: room.name ?? null, messages },
    null,
    2,
  );
}
