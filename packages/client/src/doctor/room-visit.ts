/**
 * A throw-away room: two devices in memory that create it, speak and listen, with the real engine.
 * Whatever fails here fails for people too.
 */
import type { Client, Room } from "../api.ts";
import { failed, type Finding, passed } from "./check.ts";

/** A device that keeps nothing, pointed at the relay. */
export interface VisitingDevice {
  readonly client: Client;
  /** Breaks its link as a tunnel would; it dials again by itself. */
  cut(): void;
}

/** Opens a device. */
export type OpenDevice = () => Promise<VisitingDevice>;

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
  /** The second device loses its link, misses a message, comes back and gets it. */
  resume(): Promise<Finding>;
  /** Whether a quiet link stays open for so long. `wait` settles after that time. */
  staysOpen(millis: number, wait: (millis: number) => Promise<void>): Promise<Finding>;
  /** Forgets everything on this side. */
  end(): Promise<void>;
}

const reportLater = "Look at the relay's log: it refuses or cannot store.";
const text = "Is anybody there?";
const missedText = "Are you back?";

const isLinked = ({ connection }: Client): boolean =>
  connection.kind === "online" || connection.kind === "catching-up";

const noRoom = (): Finding => failed("no room", reportLater, "refused");

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
  const devices: VisitingDevice[] = [];
  let room: Room | undefined;
  /** The same room on the second device. */
  let there: Room | undefined;
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
    return unlessOver(device.client, Promise.resolve(device.client));
  };

  /** Says something on the first device. @returns how it ended at the relay */
  async function say(words: string, device: Client, here: Room): Promise<"sent" | Finding> {
    const sent = await here.send(words);
    if (!sent.ok) return failed(`not sent: ${sent.error.kind}`, reportLater, "refused");
    const state = await find(device, () => {
      const state = here.messages().find(({ id }) => id === sent.value)?.state;
      return state === "sent" || state === "refused" ? state : undefined;
    });
    return state === "sent"
      ? state
      : failed("the relay refused the message", reportLater, "refused");
  }

  /** Settles when the room holds the words. */
  const heard = (words: string, device: Client, place: Room): Promise<unknown> =>
    find(device, () =>
      place.messages().find(({ body }) => body.kind === "text" && body.text === words),
    );

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
      if (device === undefined || room === undefined) return noRoom();
      const from = now();
      const said = await say(text, device.client, room);
      if (said !== "sent") return said;
      const tookMillis = Math.round(now() - from);
      return passed(`stored and acknowledged in ${tookMillis} ms`, tookMillis);
    },

    async history() {
      if (room === undefined) return noRoom();
      const from = now();
      const device = await open();
      const joined = await unlessOver(device, device.join(room.link));
      if (!joined.ok)
        return failed(`the link was not understood: ${joined.error.kind}`, reportLater, "refused");
      const found = joined.value;
      const { refusal } = await entered(device, found);
      if (refusal !== undefined)
        return failed(`the relay refused: ${refusal}`, reportLater, "refused");
      await heard(text, device, found);
      there = found;
      const tookMillis = Math.round(now() - from);
      return passed(`a second device had the message after ${tookMillis} ms`, tookMillis);
    },

    async resume() {
      const [first, second] = devices;
      if (first === undefined || second === undefined || room === undefined || there === undefined)
        return noRoom();
      const from = now();
      second.cut();
      await find(second.client, () => (isLinked(second.client) ? undefined : true));
      const said = await say(missedText, first.client, room);
      if (said !== "sent") return said;
      await heard(missedText, second.client, there);
      const tookMillis = Math.round(now() - from);
      return passed(`back with what it missed after ${tookMillis} ms`, tookMillis);
    },

    async staysOpen(millis, wait) {
      const [first] = devices;
      if (first === undefined) return noRoom();
      await find(first.client, () => (isLinked(first.client) ? true : undefined));
      const from = now();
      const seconds = (duration: number): string => `${Math.round(duration / 100) / 10} s`;
      const lost = find(first.client, () => (isLinked(first.client) ? undefined : now() - from));
      const cutAfter = await Promise.race([lost, wait(millis)]);
      if (cutAfter === undefined) return passed(`a quiet link stayed open for ${seconds(millis)}`);
      return failed(
        `a quiet link was cut after ${seconds(cutAfter)}`,
        "A proxy or firewall on the way ends quiet links: let it wait 60 s or longer.",
        "cut-off",
      );
    },

    async end() {
      over = true;
      for (const { client } of devices) await client.close();
    },
  };
}
