/** The JSON objects of join --json and history --json: the contract with scripts, see README.md. */
import type { Client, Connection, Message, Notice, Presence, Room } from "@festival-chat/client";

/** saved: on this device's disk. sent: the relay stored it. refused: the relay will never take it. */
export type ShownState = "saved" | "sent" | "refused";

export interface MessageLine {
  readonly id: string;
  /** The author's public key in this room, hex. */
  readonly author: string;
  readonly mine: boolean;
  readonly name: string;
  /** Empty when removed, or when this version cannot read it. */
  readonly text: string;
  /** When it was written and when it reached the relay, milliseconds since 1970. */
  readonly at: number;
  readonly arrivedAt: number;
  readonly late: boolean;
  readonly state: ShownState;
  readonly replyTo: string | null;
  readonly edited: boolean;
  readonly removed: boolean;
  readonly newer: boolean;
  readonly reactions: readonly { readonly emoji: string; readonly authors: readonly string[] }[];
}

/** A message as it is put into the list: behind `after`, first of all when null. */
export type PlacedLine = MessageLine & { readonly after: string | null };

export type OutputEvent =
  | {
      readonly event: "joined";
      readonly roomId: string;
      readonly name: string | null;
      readonly link: string;
      readonly words: string | null;
      /** This device's author key. */
      readonly me: string;
    }
  /** Comes once per id. */
  | ({ readonly event: "message" } & PlacedLine)
  /** A message printed before is different, or stands elsewhere: take it out, put it behind `after`. */
  | ({ readonly event: "change" } & PlacedLine)
  /** Own messages only. */
  | { readonly event: "delivery"; readonly id: string; readonly state: ShownState }
  | {
      readonly event: "connection";
      readonly state: Connection["kind"];
      readonly slow: boolean;
      /** Messages still to come while catching up. */
      readonly missing: number;
      readonly error: string | null;
    }
  | { readonly event: "presence"; readonly count: number; readonly members: readonly string[] }
  | { readonly event: "notice"; readonly kind: string; readonly text: string };

/** What the engine tells between saved and sent is of no use to scripts. */
export const shownState = (state: Message["state"]): ShownState =>
  state === "sending" ? "saved" : state;

export const messageLine = (message: Message): MessageLine => ({
  id: message.id,
  author: message.author,
  mine: message.mine,
  name: message.name,
  text: message.body.kind === "text" ? message.body.text : "",
  at: message.at,
  arrivedAt: message.arrivedAt,
  late: message.late,
  state: shownState(message.state),
  replyTo: message.replyTo ?? null,
  edited: message.body.kind === "text" && message.body.edited,
  removed: message.body.kind === "removed",
  newer: message.body.kind === "newer",
  reactions: message.reactions.map(({ emoji, authors }) => ({ emoji, authors })),
});

export const joinedEvent = (room: Room): OutputEvent => ({
  event: "joined",
  roomId: room.id,
  name: room.name ?? null,
  link: room.link,
  words: room.words?.join(" ") ?? null,
  me: room.me,
});

export const connectionEvent = (connection: Client["connection"]): OutputEvent => ({
  event: "connection",
  state: connection.kind,
  slow: connection.kind === "online" && connection.slow,
  missing: connection.kind === "catching-up" ? connection.missing : 0,
  error: connection.kind === "refused" ? connection.error : null,
});

export const presenceEvent = ({ count, members }: Presence): OutputEvent => ({
  event: "presence",
  count,
  members: members.map(({ name }) => name),
});

/** A notice in a sentence for people. */
export function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case "storage-denied":
      return "Nothing can be written here: messages are lost when this ends.";
    case "storage-full":
      return "The disk is full: new messages are not saved.";
    case "messages-missing":
      return notice.gap.missing === undefined
        ? "Some messages are missing here."
        : `${notice.gap.missing} messages are missing here.`;
    case "wrong-environment":
      return `This relay is for ${notice.theirs}, this room is for ${notice.ours}.`;
    case "message-refused":
      return `The relay refused a message (${notice.error}).`;
  }
}

export const noticeEvent = (notice: Notice): OutputEvent => ({
  event: "notice",
  kind: notice.kind,
  text: noticeText(notice),
});
