/** What organisers may do. Each act is written with its line in the audit log, then carried out. */
import {
  type ApiError,
  parseAnnounceRequest,
  parseDeviceRequest,
  parseNewRoomsRequest,
  parseOpenRoomsRequest,
  parseRetentionRequest,
  parseRoomRequest,
  parseSlowRequest,
  parseWithdrawRequest,
} from "@festival-chat/protocol/organiser";
import { err, ok, type Result, type RoomId } from "@festival-chat/protocol/wire";
import type { Standing } from "./announcer.ts";
import { type Answer, type Answers, type Asked, fault, json } from "./answer.ts";
import type { RoomPower } from "./decisions.ts";
import type { Desk } from "./desk.ts";
import { announcementList, banList, openRoomList, organiserSettings } from "./looks.ts";
import type { RoomIndex } from "./room-index.ts";

type Names =
  | "announce"
  | "withdraw"
  | "setOpenRooms"
  | "slowRoom"
  | "closeRoom"
  | "reopenRoom"
  | "deleteRoom"
  | "banDevice"
  | "unbanDevice"
  | "setNewRooms"
  | "setRetention"
  | "changeKey";

const nameOf = ({ who }: Asked): string => who?.organiser.name ?? "";

export function createActs(desk: Desk, index: RoomIndex): Answers<Names> {
  const { decisions, announcer, government, doorbell, feed, tags, key, now } = desk;

  const answered = <T>(done: Result<T, ApiError>, then: () => object): Answer =>
    done.ok ? json(then()) : fault(done.error);

  function tell({ statement, notice, pushFrame }: Standing): void {
    const { id, rooms, level, expiresAt, withdrawn } = statement;
    const scope = rooms.length === 0 ? undefined : new Set(rooms);
    announcer.sentTo(id, government.announce(notice, scope));
    if (level === "info" || withdrawn || pushFrame.length === 0) return;
    void doorbell?.announce({ id, frame: pushFrame, rooms, until: expiresAt });
  }

  /** Changes what holds in a room. */
  async function changeRoom(
    asked: Asked,
    room: string,
    what: string,
    detail: string,
    change: (power: RoomPower) => RoomPower,
  ): Promise<{ readonly fault: Answer } | { readonly id: RoomId | undefined }> {
    if ((await index.detail(room)) === undefined) return { fault: fault("not-found") };
    const id = await index.find(room);
    const done = desk.act(nameOf(asked), what, `room=${room}${detail}`, () => {
      decisions.setPower(room, change(decisions.power(room)));
      return ok(undefined);
    });
    if (!done.ok) return { fault: fault(done.error) };
    if (id !== undefined) government.ruleChanged(id);
    return { id };
  }

  async function roomAnswer(room: string): Promise<Answer> {
    const detail = await index.detail(room);
    return detail === undefined ? fault("not-found") : json(detail);
  }

  async function setState(asked: Asked, state: "open" | "closed"): Promise<Answer> {
    const request = parseRoomRequest(asked.body);
    if (request === undefined) return fault("malformed");
    const { room } = request;
    const what = state === "open" ? "room-reopened" : "room-closed";
    // What was deleted is opened by its members, who found it again; there is nothing to close.
    const isDeleted = decisions.power(room).state === "deleted";
    if (isDeleted && state === "closed") return fault("conflict");
    const changed = await changeRoom(asked, room, what, "", (power) => ({ ...power, state }));
    if ("fault" in changed) return changed.fault;
    feed.add(what, room);
    const detail = await index.detail(room);
    return detail === undefined
      ? json({
          tag: room,
          name: null,
          state,
          slowSeconds: 0,
          links: 0,
          messages: 0,
          bytes: 0,
          lastActiveAt: 0,
          devices: [],
        })
      : json(detail);
  }

  return {
    async announce(asked) {
      const request = parseAnnounceRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const isEmergency = request.level === "emergency";
      if (isEmergency && (asked.who?.session.steppedUpUntil ?? 0) <= now()) return fault("step-up");
      const rooms: RoomId[] = [];
      for (const tag of new Set(request.rooms)) {
        const room = await index.find(tag);
        if (room === undefined) return fault("not-found");
        rooms.push(room);
      }
      const scope = rooms.length === 0 ? "everybody" : request.rooms.join(",");
      const { id, revision, level } = request;
      const detail = `level=${level} follows=${id ?? "nothing"}/${revision} for=${scope.slice(0, 300)}`;
      const done = desk.act(nameOf(asked), "announced", detail, () =>
        announcer.announce(request, rooms),
      );
      if (!done.ok) return fault(done.error);
      feed.add("announced");
      tell(done.value);
      return json(announcementList(desk));
    },

    withdraw(asked) {
      const request = parseWithdrawRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { id, revision } = request;
      const done = desk.act(nameOf(asked), "withdrawn", `announcement=${id}/${revision}`, () =>
        announcer.withdraw(id, revision),
      );
      if (!done.ok) return fault(done.error);
      feed.add("withdrawn");
      tell(done.value);
      return json(announcementList(desk));
    },

    setOpenRooms(asked) {
      const request = parseOpenRoomsRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { rooms } = request;
      if (new Set(rooms.map(({ link }) => link)).size < rooms.length) return fault("malformed");
      const open = rooms.filter(({ closed }) => !closed).length;
      const detail = `rooms=${rooms.length} open=${open}`;
      const done = desk.act(nameOf(asked), "open-rooms-changed", detail, () => {
        decisions.setOpenRooms(rooms);
        return ok(undefined);
      });
      if (done.ok) feed.add("settings-changed");
      return answered(done, () => openRoomList(desk));
    },

    async slowRoom(asked) {
      const request = parseSlowRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { room, seconds: slowSeconds } = request;
      const detail = ` seconds=${slowSeconds}`;
      const changed = await changeRoom(asked, room, "room-slowed", detail, (power) => ({
        ...power,
        slowSeconds,
      }));
      if ("fault" in changed) return changed.fault;
      feed.add("room-slowed", room);
      return roomAnswer(room);
    },

    closeRoom: (asked) => setState(asked, "closed"),
    reopenRoom: (asked) => setState(asked, "open"),

    async deleteRoom(asked) {
      const request = parseRoomRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { room } = request;
      const changed = await changeRoom(asked, room, "room-deleted", "", () => ({
        state: "deleted",
        slowSeconds: 0,
      }));
      if ("fault" in changed) return changed.fault;
      const { id } = changed;
      if (id !== undefined) {
        // First nobody is in it: what they had on the way is behind us when the log is emptied.
        government.expelRoom(id);
        const removed = await desk.log.removeRoom(id);
        await doorbell?.forgetRoom(id);
        if (!removed.ok) return fault("storage");
      }
      feed.add("room-deleted", room);
      return roomAnswer(room);
    },

    banDevice(asked) {
      const request = parseDeviceRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { device } = request;
      const done = desk.act(nameOf(asked), "device-banned", `device=${device}`, () =>
        decisions.ban(device, now()) ? ok(undefined) : err("conflict"),
      );
      if (done.ok) {
        government.expelDevices((_, one) => tags.device(one) === device);
        feed.add("banned-device", undefined, device);
      }
      return answered(done, () => banList(desk));
    },

    unbanDevice(asked) {
      const request = parseDeviceRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { device } = request;
      const done = desk.act(nameOf(asked), "device-unbanned", `device=${device}`, () =>
        decisions.unban(device) ? ok(undefined) : err("not-found"),
      );
      return answered(done, () => banList(desk));
    },

    setNewRooms(asked) {
      const request = parseNewRoomsRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { stopped } = request;
      const done = desk.act(nameOf(asked), "new-rooms", `stopped=${stopped}`, () => {
        decisions.decide("rooms-stopped", stopped ? 1 : 0);
        return ok(undefined);
      });
      if (done.ok) feed.add("settings-changed");
      return answered(done, () => organiserSettings(desk));
    },

    setRetention(asked) {
      const request = parseRetentionRequest(asked.body);
      if (request === undefined) return fault("malformed");
      const { hours, megabytes } = request;
      const detail = `hours=${hours} megabytes=${megabytes}`;
      const done = desk.act(nameOf(asked), "retention", detail, () => {
        decisions.decide("retention-hours", hours);
        decisions.decide("retention-megabytes", megabytes);
        return ok(undefined);
      });
      if (done.ok) feed.add("settings-changed");
      return answered(done, () => organiserSettings(desk));
    },

    changeKey(asked) {
      const changed = desk.act(nameOf(asked), "key-changed", "", () => {
        key.change();
        return ok(undefined);
      });
      if (!changed.ok) return fault(changed.error);
      key.settle();
      const signed = desk.act(nameOf(asked), "signed-again", "", () => {
        announcer.signAgain();
        return ok(undefined);
      });
      feed.add("settings-changed");
      return answered(signed, () => organiserSettings(desk));
    },
  };
}
