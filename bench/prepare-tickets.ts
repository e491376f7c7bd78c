/**
 * Resume tickets by real joins: a join is signed over a nonce of the relay, so a generator that
 * plays prepared frames needs tickets. One link per room joins as one device after the other.
 */
import { writeFileSync } from "node:fs";
import { type Cursor, encodeFrame, type FrameOf } from "@festival-chat/protocol/wire";
import { joinFrame, newKeyPair, newRoom, type RoomKeys } from "./keys.ts";
import { dialRaw } from "./raw-link.ts";

/** A room of the relay and tickets of devices that joined it. */
export interface PreparedRoom {
  readonly room: RoomKeys;
  readonly tickets: readonly Uint8Array[];
}

/** Creates rooms on the relay, with this many devices each. */
export async function prepareRooms(
  origin: string,
  rooms: number,
  devices: number,
): Promise<PreparedRoom[]> {
  const prepared: PreparedRoom[] = [];
  for (let i = 0; i < rooms; i++) prepared.push(await prepareRoom(origin, devices));
  return prepared;
}

function prepareRoom(origin: string, devices: number): Promise<PreparedRoom> {
  const room = newRoom();
  const tickets: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    let hello: FrameOf<"hello"> | undefined;
    dialRaw(origin, {
      onFrame(frame, link) {
        if (frame.kind === "refuse") return reject(new Error(`join refused: ${frame.code}`));
        if (frame.kind === "hello") hello = frame;
        if (frame.kind === "joined") tickets.push(frame.ticket);
        if (frame.kind !== "hello" && frame.kind !== "joined") return;
        if (hello === undefined) return;
        if (tickets.length < devices) {
          return link.send(joinFrame(hello, room, newKeyPair(), origin, tickets.length + 1));
        }
        link.cut();
        resolve({ room, tickets });
      },
      onClosed: () => reject(new Error("the relay ended a link that was collecting tickets")),
    });
  });
}

/** The frame that takes a seat with a ticket, after a cursor or at the head of the log. */
export const resumeFrame = (
  prepared: PreparedRoom,
  member: number,
  cursor?: Cursor,
): FrameOf<"resume"> => ({
  kind: "resume",
  ref: 1,
  room: prepared.room.id,
  ticket: prepared.tickets[member % prepared.tickets.length] ?? new Uint8Array(),
  cursor,
  recent: 0,
});

/** Writes what connection i of the generator sends after hello: it sits in room i mod rooms. */
export function writeFrames(file: string, rooms: readonly PreparedRoom[], links: number): void {
  const lines: string[] = [];
  for (let i = 0; i < links; i++) {
    const room = rooms[i % rooms.length];
    if (room === undefined) throw new Error("there is no room");
    lines.push(
      Buffer.from(encodeFrame(resumeFrame(room, Math.floor(i / rooms.length)))).toString("hex"),
    );
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}
