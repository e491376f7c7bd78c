/**
 * A join in a terminal: messages scroll above the line being typed, which is never lost.
 *
 * Not its job: deciding what is true (the engine's), or how a line looks (chat-lines.ts).
 */
import {
  clearScreenDown,
  createInterface,
  cursorTo,
  type Interface,
  moveCursor,
} from "node:readline";
import type { Connection, Message, Presence, Room } from "@festival-chat/client";
import { connectionWords, dayLine, dayOf, messageText, type Palette } from "./chat-lines.ts";
import { noticeText } from "./events.ts";
import type { Face, Lines } from "./face.ts";
import { createSlowWords } from "./slow-words.ts";
import { plainLine } from "./terminal-text.ts";

export interface Chat {
  readonly face: Face;
  readonly lines: Lines;
  /** The text to send, or undefined for a line that was a command and is carried out. */
  textOf(line: string, room: Room): string | undefined;
  /** Gives the keyboard back; what still comes is printed below. */
  close(): void;
}

/** How much of the past is shown at the start: about a screen. */
const recentMessages = 40;

const helpLines = [
  "/who      who is here           /invite   link and words to share",
  "/earlier  older messages        /name X   be called X",
  "/quit     leave (Ctrl+C too)    //text    send text that begins with a slash",
];

export function startChat(palette: Palette, quit: () => void): Chat {
  const out = process.stdout;
  const typed: Interface = createInterface({ input: process.stdin, output: out, prompt: "> " });
  const shown = new Map<string, Message>();
  let day: string | undefined;
  /** The own message on the last line above the prompt: its mark can still be rewritten there. */
  let lastLine: { readonly id: string; readonly rows: number } | undefined;
  let presence: Presence | undefined;
  let closed = false;

  const rowsOf = (text: string): number => {
    // Colours take no room. Wide characters may count short: then the mark gets a line of its own.
    // oxlint-disable-next-line no-control-regex -- our own colour codes
    const bare = text.replaceAll(/\u001b\[[0-9;]*m/gu, "");
    const columns = out.columns || 80;
    return bare
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
  };

  /** Prints above the prompt; `back` rows of what was printed last are replaced. */
  function print(text: string, back = 0): void {
    if (closed) {
      out.write(`${text}\n`);
      return;
    }
    const { rows } = typed.getCursorPos();
    moveCursor(out, 0, -(rows + back));
    cursorTo(out, 0);
    clearScreenDown(out);
    out.write(`${text}\n`);
    // readline would go up by the rows of the old place first; here it begins anew.
    Reflect.set(typed, "prevRows", 0);
    typed.prompt(true);
    lastLine = undefined;
  }

  const printDim = (text: string): void => print(`${palette.dim}${text}${palette.reset}`);

  function printMessage(message: Message): void {
    shown.set(message.id, message);
    if (day !== dayOf(message.at)) print(dayLine(message.at, Date.now(), palette));
    day = dayOf(message.at);
    const text = messageText(message, palette);
    print(text);
    if (message.mine) lastLine = { id: message.id, rows: rowsOf(text) };
  }

  function refresh(room: Room): void {
    const settled: Message[] = [];
    for (const message of room.messages()) {
      const before = shown.get(message.id);
      if (before === undefined) {
        printMessage(message);
        continue;
      }
      if (before === message) continue;
      shown.set(message.id, message);
      const last = lastLine;
      if (last?.id === message.id && !closed) {
        const text = messageText(message, palette);
        print(text, last.rows);
        lastLine = { id: message.id, rows: rowsOf(text) };
      } else if (message.mine && before.state !== message.state && message.state !== "sending") {
        settled.push(message);
      } else if (before.body !== message.body && before.body.kind !== message.body.kind) {
        print(messageText(message, palette));
      }
    }
    const sent = settled.filter(({ state }) => state === "sent");
    if (sent.length > 0) printDim(sent.length === 1 ? "✓ Sent" : `✓ Sent ${sent.length} messages`);
    for (const message of settled) {
      if (message.state === "refused") print(messageText(message, palette));
    }
  }

  const words = createSlowWords(printDim);
  const showConnection = (connection: Connection): void => {
    const text = connectionWords(connection);
    if (text !== undefined) words.say(text);
  };

  const face: Face = {
    opened(room) {
      const messages = room.messages();
      for (const message of messages.slice(0, -recentMessages)) shown.set(message.id, message);
      if (messages.length > recentMessages)
        printDim(`${messages.length - recentMessages} older messages`);
      refresh(room);
      typed.prompt(true);
    },
    joined(room) {
      print(`${palette.bold}${plainLine(room.name ?? "A room")}${palette.reset}`);
      printDim(
        `You are ${plainLine(room.myName ?? room.suggestedName)}. /help tells the commands.`,
      );
    },
    event(event, room) {
      switch (event.kind) {
        case "messages":
          return refresh(room);
        case "connection":
          return showConnection(event.connection);
        case "notice":
          return printDim(noticeText(event.notice));
        case "presence":
          ({ presence } = event);
          return;
        case "room":
        case "rooms":
        case "draft":
      }
    },
    accepted: (_id, room) => refresh(room),
    declined: printDim,
  };

  function who(): void {
    const count = presence?.count ?? 0;
    const names = (presence?.members ?? []).map(({ name }) => plainLine(name)).join(", ");
    printDim(`${count} here${names === "" ? "" : `: ${names}`}`);
  }

  function textOf(line: string, room: Room): string | undefined {
    const [name = "", ...rest] = line.trim().split(/\s+/u);
    if (name.startsWith("//")) return line.trim().slice(1);
    if (!name.startsWith("/")) return line;
    switch (name) {
      case "/who":
        who();
        return undefined;
      case "/invite":
        print([room.link, ...(room.words === undefined ? [] : [room.words.join(" ")])].join("\n"));
        return undefined;
      case "/earlier":
        if (!room.loadEarlier()) printDim("There is nothing older, or no signal.");
        return undefined;
      case "/name":
        void room.setName(rest.join(" ")).then((result) => {
          printDim(
            result.ok ? `You are ${plainLine(room.myName ?? "")}.` : "This name cannot be used.",
          );
        });
        return undefined;
      case "/quit":
        quit();
        return undefined;
      default:
        printDim(helpLines.join("\n"));
        return undefined;
    }
  }

  async function* readLines(): AsyncGenerator<string> {
    for await (const line of typed) {
      // The typed line is about to come back as a message: it gives up its place.
      moveCursor(out, 0, -rowsOf(`> ${line}`));
      cursorTo(out, 0);
      clearScreenDown(out);
      typed.prompt(true);
      yield line;
    }
  }
  typed.on("SIGINT", quit);

  return {
    face,
    lines: readLines(),
    textOf,
    close() {
      if (closed) return;
      closed = true;
      words.stop();
      cursorTo(out, 0);
      clearScreenDown(out);
      typed.close();
    },
  };
}
