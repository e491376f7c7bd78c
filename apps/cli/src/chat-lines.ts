/** How a chat looks in a terminal: pure, text in and text out. */
import { createHash } from "node:crypto";
import type { Connection, Message } from "@festival-chat/client";
import { plainLine, plainText } from "./terminal-text.ts";

/** Styles of ECMA-48 (SGR); all empty where no colours are wanted. */
export interface Palette {
  readonly dim: string;
  readonly bold: string;
  readonly reset: string;
  /** Colour of an author: the same on every device. */
  readonly author: (author: string) => string;
}

/** 256-colour codes that read well on black and on white, neighbours far apart. */
const authorColours = [33, 166, 35, 162, 136, 99, 37, 160, 64, 126, 31, 130] as const;

const colourOf = (author: string): string => {
  const [byte = 0] = createHash("sha256").update(author).digest();
  return `\u001b[38;5;${authorColours[byte % authorColours.length] ?? 33}m`;
};

export const colourful: Palette = {
  dim: "\u001b[2m",
  bold: "\u001b[1m",
  reset: "\u001b[0m",
  author: colourOf,
};

export const colourless: Palette = { dim: "", bold: "", reset: "", author: () => "" };

/** Colours in a terminal unless NO_COLOR says otherwise (no-color.org: present and not empty). */
export const choosePalette = (
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Palette =>
  isTerminal && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb"
    ? colourful
    : colourless;

const two = (value: number): string => String(value).padStart(2, "0");

/** Hours and minutes by the local clock. */
export function clockTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The local day, to tell one from the next. */
export const dayOf = (at: number): string => new Date(at).toDateString();

/** "Friday 7 August", with the year when it is not this one. */
export function dayLine(at: number, now: number, palette: Palette): string {
  const year =
    new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" as const };
  const words = new Date(at).toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...year,
  });
  return `${palette.dim}--- ${words} ---${palette.reset}`;
}

/** Mark of an own message: shape and word, never colour alone. */
export function deliveryMark(message: Message, palette: Palette): string {
  if (!message.mine) return "";
  const mark = (text: string): string => `  ${palette.dim}${text}${palette.reset}`;
  switch (message.state) {
    case "saved":
      return mark("○ saved here");
    case "sending":
      return mark("◌ sending");
    case "sent":
      return mark("✓");
    case "refused":
      return mark("✕ not taken by the relay");
  }
}

function bodyWords({ body }: Message, palette: Palette): string {
  const dim = (text: string): string => `${palette.dim}${text}${palette.reset}`;
  switch (body.kind) {
    case "text":
      return plainText(body.text) + (body.edited ? dim(" (edited)") : "");
    case "removed":
      return dim("removed");
    case "newer":
      return dim("needs a newer version");
  }
}

/** One message; further lines of its text are indented under the first. */
export function messageText(message: Message, palette: Palette): string {
  const late = message.late ? ` · arrived ${clockTime(message.arrivedAt)}` : "";
  const stamp = `${clockTime(message.at)}${late}`;
  const name = plainLine(message.name);
  const body = bodyWords(message, palette).replaceAll("\n", `\n${" ".repeat(7)}`);
  const reactions = message.reactions
    .map(({ emoji, authors }) => ` ${plainLine(emoji)} ${authors.length}`)
    .join("");
  return (
    `${palette.dim}${stamp}${palette.reset}  ` +
    `${palette.bold}${palette.author(message.author)}${name}${palette.reset}  ` +
    `${body}${palette.dim}${reactions}${palette.reset}${deliveryMark(message, palette)}`
  );
}

/** The words of the connection's state; undefined while there is nothing worth a line. */
export function connectionWords(connection: Connection): string | undefined {
  switch (connection.kind) {
    case "connecting":
      return undefined;
    case "online":
      return connection.slow ? "◐ Slow signal" : "● Online";
    case "catching-up":
      return connection.missing > 0 ? `◔ Getting ${connection.missing} messages…` : undefined;
    case "waiting":
      return "○ No signal · messages wait here";
    case "refused":
      return "✕ This relay needs another version of Festival Chat";
  }
}
