/**
 * A throw-away room: two devices in memory that create it, speak and listen, with the real engine.
 * Whatever fails here fails for people too.
 */
import type { Client, Room } from "../api.ts";
import { failed, type Finding, passed } from "./check.ts";

/** Opens a device that keeps nothing, pointed at the relay. */
export type OpenDevice = () => Promise<Client>;

/** Settles when `look` finds something, now or after an event; the deadline is the caller's. */
function find<T>(client: Client, look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const found = look();
    if (found !== undefined) return resolve(found);
    const off = client.on(() => {
      const found = look();
      if (found === undefined) return;
      off();
      resolve(found);
    });
  });
}

export interface RoomVisit {
  /** Creates the room at the relay. */
  join(): Promise<Finding>;
  /** Sends a message and waits until the relay has stored it. */
  roundTrip(): Promise<Finding>;
  /** A second device joins by the link and gets the message back. */
  history(): Promise<Finding>;
  /** Forgets everything on this side. */
  end(): Promise<void>;
}

const reportLater = "Look at the relay's log: it refuses or cannot store.";
const text = "Is anybody there?";

/** Settles with why the relay keeps us out, or undefined once we are in. */
const entered = (client: Client, room: Room): Promise<{ readonly refusal: string | undefined }> =>
  find(client, () => {
    const { membership } = room;
    if (membership.kind === "joined") return { refusal: undefined };
    if (membership.kind === "no-such-room") return { refusal: "no such room" };
    if (membership.kind === "refused") return { refusal: membership.error };
    const { connection } = client;
    return connection.kind === "refused" ? { refusal: connection.error } : undefined;
  });

/** @param now monotonic or wall-clock milliseconds, to tell how long things took */
export function createRoomVisit(openDevice: OpenDevice, now: () => number): RoomVisit {
  const devices: Client[] = [];
  let room: Room | undefined;
  let over = false;

  /** What a device still does when its check was given up must not keep it alive. */
  async function unlessOver<T>(device: Client, work: Promise<T>): Promise<T> {
    const done = await work;
    if (over) await device.close();
    return done;
  }

  const open = async (): Promise<Client> => {
    const device = await openDevice();
    devices.push(device);
    return unlessOver(device, Promise.resolve(device));
  };

  return {
    async join() {
      const from = now();
      const device = await open();
      const created = await unlessOver(device, device.createRoom("Doctor"));
      const { refusal } = await entered(device, created);
      if (refusal !== undefined)
        return failed(`the relay refused: ${refusal}`, reportLater, "refused");
      room = created;
      const tookMillis = Math.round(now() - from);
      return passed(`a throw-away room was created in ${tookMillis} ms`, tookMillis);
    },

    async roundTrip() {
      const [device] = devices;
      if (device === undefined || room === undefined)
        return failed("no room", reportLater, "refused");
      const from = now();
      const sent = await room.send(text);
      if (!sent.ok) return failed(`not sent: ${sent.error.kind}`, reportLater, "refused");
      const id = sent.value;
      const here = room;
      const state = await find(device, () => {
        const state = here.messages().find((message) => message.id === id)?.state;
        return state === "sent" || state === "refused" ? state : undefined;
      });
      const tookMillis = Math.round(now() - from);
      return state === "sent"
        ? passed(`stored and acknowledged in ${tookMillis} ms`, tookMillis)
        : failed("the relay refused the message", reportLater, "refused");
    },

    async history() {
      if (room === undefined) return failed("no room", reportLater, "refused");
      const from = now();
      const device = await open();
      const joined = await unlessOver(device, device.join(room.link));
      if (!joined.ok)
        return failed(`the link was not understood: ${joined.error.kind}`, reportLater, "refused");
      const there = joined.value;
      const { refusal } = await entered(device, there);
      if (refusal !== undefined)
        return failed(`the relay refused: ${refusal}`, reportLater, "refused");
      await find(device, () =>
        there.messages().find(({ body }) => body.kind === "text" && body.text === text),
      );
      const tookMillis = Math.round(now() - from);
      return passed(`a second device had the message after ${tookMillis} ms`, tookMillis);
    },

    async end() {
      over = true;
      for (const device of devices) await device.close();
    },
  };
}
