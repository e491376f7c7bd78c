/** A phone of the torture run: the real engine over a real socket, its store in a file. */
import type { Client, ClientEvent, Room } from "@festival-chat/client";
import { createNodeClient } from "@festival-chat/client/node";
import { type History, textOf, type View } from "./history.ts";

export interface Phone {
  readonly number: number;
  /** Writes one line; settles when this phone has stored it. */
  say(): Promise<void>;
  view(): View;
  /** Whether everything written here was acknowledged and everything the relay has is here. */
  settled(): boolean;
  /** The network seems to be back. */
  hasten(): void;
  /** Closes the engine and opens another over the same file, as a reload does. */
  reload(): Promise<void>;
  loadEarlier(): boolean;
  close(): Promise<void>;
}

export async function startPhone(options: {
  readonly number: number;
  readonly origin: string;
  readonly storePath: string;
  /** Joins with this link; without one the phone creates the room. */
  readonly link: string | undefined;
  readonly history: History;
}): Promise<{ readonly phone: Phone; readonly link: string }> {
  const { number, history } = options;
  let said = 0;
  let client: Client;
  let room: Room;

  function hear(event: ClientEvent): void {
    if (event.kind !== "messages") return;
    for (const message of event.added) history.shown(number, message.id);
    for (const message of [...event.added, ...event.changed]) {
      if (message.mine && message.state === "sent") history.acknowledged(message.id);
    }
  }

  async function open(): Promise<void> {
    const made = createNodeClient({ origin: options.origin, storePath: options.storePath });
    if (!made.ok) throw new Error(`phone ${number}: ${made.error.what}`);
    client = made.value;
    client.on(hear);
    await client.open();
  }

  await open();
  if (options.link === undefined) room = await client!.createRoom("Torture");
  else {
    const joined = await client!.join(options.link);
    if (!joined.ok) throw new Error(`phone ${number}: ${joined.error.kind}`);
    room = joined.value;
  }
  const { link, id } = room;

  const phone: Phone = {
    number,
    async say() {
      said++;
      const line = { phone: number, n: said };
      const sent = await room.send(textOf(line));
      if (!sent.ok) throw new Error(`phone ${number}: ${sent.error.kind}`);
      history.accepted(sent.value, line);
    },
    view: () =>
      room.messages().map((message) => ({
        id: message.id,
        text: message.body.kind === "text" ? message.body.text : "",
      })),
    settled() {
      const synced = client.synced(id);
      return (
        synced !== undefined &&
        synced.cursor === synced.head &&
        room.messages().every((message) => message.state === "sent")
      );
    },
    hasten: () => client.hint("online"),
    async reload() {
      await client.close();
      await open();
      const again = client.room(id);
      if (again === undefined) throw new Error(`phone ${number} forgot its room`);
      room = again;
    },
    loadEarlier: () => room.loadEarlier(),
    close: () => client.close(),
  };
  return { phone, link };
}
