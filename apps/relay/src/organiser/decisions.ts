/** What organisers decided about rooms, devices and settings: read at start, written as it is decided. */
import type { DatabaseSync } from "node:sqlite";
import { maxBans, type OpenRoomEntry, roomStates } from "@festival-chat/protocol/organiser";
import type { Millis } from "@festival-chat/protocol/wire";
import { DamagedRow, integer, text } from "../backend/embedded/columns.ts";

export interface RoomPower {
  readonly state: (typeof roomStates)[number];
  readonly slowSeconds: number;
}

const noPower: RoomPower = { state: "open", slowSeconds: 0 };

/** Names of settings that organisers change. */
export const decidedSettings = ["retention-hours", "retention-megabytes", "rooms-stopped"] as const;
export type DecidedSetting = (typeof decidedSettings)[number];

export interface Decisions {
  power(room: string): RoomPower;
  /** Tags of the rooms that have one. */
  powers(): Iterable<string>;
  setPower(room: string, power: RoomPower): void;
  /** Whether any room or device has to be looked at. */
  readonly hasAny: boolean;
  isBanned(device: string): boolean;
  bans(): readonly { readonly device: string; readonly at: Millis }[];
  /** @returns false when there are too many */
  ban(device: string, at: Millis): boolean;
  /** @returns whether it was banned */
  unban(device: string): boolean;
  openRooms(): readonly OpenRoomEntry[];
  setOpenRooms(rooms: readonly OpenRoomEntry[]): void;
  setting(name: DecidedSetting): number | undefined;
  decide(name: DecidedSetting, value: number): void;
  /** Reads everything again: the transaction that changed it was not committed. */
  reload(): void;
}

/** The decisions of an organiser database. Write inside a transaction; reading costs no disk. */
export function createDecisions(db: DatabaseSync): Decisions {
  const allPowers = db.prepare("SELECT * FROM room_powers");
  const putPower = db.prepare("INSERT OR REPLACE INTO room_powers VALUES (?, ?, ?)");
  const removePower = db.prepare("DELETE FROM room_powers WHERE tag = ?");
  const allBans = db.prepare("SELECT * FROM bans ORDER BY at DESC");
  const putBan = db.prepare("INSERT OR REPLACE INTO bans VALUES (?, ?)");
  const removeBan = db.prepare("DELETE FROM bans WHERE device = ?");
  const allOpen = db.prepare("SELECT * FROM open_rooms ORDER BY place");
  const clearOpen = db.prepare("DELETE FROM open_rooms");
  const putOpen = db.prepare("INSERT INTO open_rooms (name, link, closed) VALUES (?, ?, ?)");
  const allSettings = db.prepare("SELECT * FROM settings");
  const putSetting = db.prepare("INSERT OR REPLACE INTO settings VALUES (?, ?)");

  const powers = new Map<string, RoomPower>();
  const bans = new Map<string, Millis>();
  const settings = new Map<string, number>();
  let openRooms: readonly OpenRoomEntry[] = [];

  function reload(): void {
    powers.clear();
    bans.clear();
    settings.clear();
    for (const row of allPowers.all()) {
      const state = roomStates.find((one) => one === row["state"]);
      if (state === undefined) throw new DamagedRow("state");
      powers.set(text(row, "tag"), { state, slowSeconds: integer(row, "slow_seconds") });
    }
    for (const row of allBans.all()) bans.set(text(row, "device"), integer(row, "at"));
    for (const row of allSettings.all()) settings.set(text(row, "name"), integer(row, "value"));
    openRooms = allOpen.all().map((row) => ({
      name: text(row, "name"),
      link: text(row, "link"),
      closed: integer(row, "closed") === 1,
    }));
  }
  reload();

  return {
    power: (room) => powers.get(room) ?? noPower,
    powers: () => powers.keys(),
    setPower(room, power) {
      if (power.state === "open" && power.slowSeconds === 0) {
        removePower.run(room);
        powers.delete(room);
        return;
      }
      putPower.run(room, power.state, power.slowSeconds);
      powers.set(room, power);
    },
    get hasAny() {
      return powers.size > 0 || bans.size > 0;
    },
    isBanned: (device) => bans.has(device),
    bans: () => [...bans].map(([device, at]) => ({ device, at })).sort((a, b) => b.at - a.at),
    ban(device, at) {
      if (!bans.has(device) && bans.size >= maxBans) return false;
      putBan.run(device, at);
      bans.set(device, at);
      return true;
    },
    unban(device) {
      removeBan.run(device);
      return bans.delete(device);
    },
    openRooms: () => openRooms,
    setOpenRooms(rooms) {
      clearOpen.run();
      for (const { name, link, closed } of rooms) putOpen.run(name, link, closed ? 1 : 0);
      openRooms = rooms;
    },
    setting: (name) => settings.get(name),
    decide(name, value) {
      putSetting.run(name, value);
      settings.set(name, value);
    },
    reload,
  };
}
