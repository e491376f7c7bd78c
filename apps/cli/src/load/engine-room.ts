/** A load client that is the real engine over a store in memory: sealing, signing, syncing. */
import type { Client, ClientSettings, Dialer, Link, Room } from "@festival-chat/client";
import { createNodeClient, createNodeDialer } from "@festival-chat/client/node";
import type { CreateLoadRoom, LoadClient, LoadEvents } from "./load-client.ts";

/** A dialer whose link can be broken from outside, as a tunnel would. */
function createCuttableDialer(origin: string): Dialer & { cut(): void } {
  const inner = createNodeDialer(origin);
  let current: Link | undefined;
  return {
    dial(url, events) {
      const link = inner.dial(url, events);
      current = link;
      return link;
    },
    cut: () => current?.close(1000),
  };
}

const textOf = (number: number): string => `load ${number}`;

function numberOf(text: string): number | undefined {
  const digits = /^load (\d{1,9})$/u.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Tells what happens in the room; the returned function tells what has happened already. */
function follow(client: Client, room: Room, events: LoadEvents): () => void {
  let wasJoined = false;
  const look = (): void => {
    const isJoined = room.membership.kind === "joined" && isLinked(client);
    if (isJoined && !wasJoined) events.joined();
    wasJoined = isJoined;
  };
  client.on((event) => {
    look();
    if (event.kind !== "messages") return;
    for (const { body } of event.added) {
      const number = body.kind === "text" ? numberOf(body.text) : undefined;
      if (number !== undefined) events.received(number);
    }
    for (const { mine, body, state } of [...event.added, ...event.changed]) {
      const number = mine && body.kind === "text" ? numberOf(body.text) : undefined;
      if (number === undefined) continue;
      if (state === "sent") events.acknowledged(number);
      if (state === "refused") events.refused(number, "refused");
    }
  });
  return look;
}

const isLinked = ({ connection }: Client): boolean =>
  connection.kind === "online" || connection.kind === "catching-up";

/** Rooms whose members are engines in this process. */
export function createEngineRooms(settings: ClientSettings): CreateLoadRoom {
  return (number) => {
    let link: string | undefined;

    async function addMember(events: LoadEvents): Promise<LoadClient> {
      const dialer = createCuttableDialer(settings.origin);
      const created = createNodeClient({ ...settings, dialer });
      if (!created.ok) throw new Error(created.error.what);
      const client = created.value;
      await client.open();
      const joined = link === undefined ? undefined : await client.join(link);
      const room = joined?.ok === true ? joined.value : await client.createRoom(`Load ${number}`);
      link ??= room.link;
      const look = follow(client, room, events);
      return {
        get joined() {
          return room.membership.kind === "joined" && isLinked(client);
        },
        // It dialled when it was opened; what happened since is told from here.
        start: look,
        send: (message) => void room.send(textOf(message)),
        cut: dialer.cut,
        pace: undefined,
        stop: () => client.close(),
      };
    }

    return Promise.resolve({ addMember });
  };
}
