/** A join as lines of JSON: the contract with scripts, described in README.md. */
import { connectionEvent, joinedEvent, noticeEvent, presenceEvent } from "./events.ts";
import type { Face } from "./face.ts";
import type { Output } from "./output.ts";
import { createReporter } from "./reporter.ts";

export function createJsonFace(output: Output): Face {
  const reporter = createReporter(Date.now());
  const print = (events: readonly unknown[]): void => {
    for (const event of events) output.json(event);
  };
  return {
    opened: (room) => print(reporter.update(room.messages())),
    joined: (room) => print([joinedEvent(room)]),
    event(event, room) {
      switch (event.kind) {
        case "messages":
          return print(reporter.update(room.messages()));
        case "connection":
          return print([connectionEvent(event.connection)]);
        case "presence":
          return print([presenceEvent(event.presence)]);
        case "notice":
          return print([noticeEvent(event.notice)]);
        case "room":
        case "rooms":
        case "draft":
      }
    },
    accepted: (id, room) => print(reporter.accepted(id, room.messages())),
    declined: (why) => print([{ event: "notice", kind: "not-sent", text: why }]),
  };
}
