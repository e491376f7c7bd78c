/**
 * Late parts: what rooms need only some time after they are on the screen. An app loads them behind
 * its first messages; nothing of the first screen may import this file but by `import()`.
 */
import type { LateParts } from "./client-ports.ts";
import { earlier } from "./core/effect.ts";
import { followMove } from "./follow-move.ts";
import { createHoles } from "./holes.ts";
import { createHostActs } from "./host-acts.ts";
import { mentions, smallRoom } from "./mentions.ts";
import { createCarrier } from "./nearby/carrier.ts";
import type { NearbyRoom } from "./nearby/nearby.ts";
import { createUnplaced } from "./nearby/unplaced.ts";
import { createOwnMessages } from "./own-messages.ts";
import { createPins } from "./pins.ts";
import { readPresence, sealName } from "./presence-names.ts";
import { createReach } from "./reach.ts";
import { keepInside } from "./room-inside.ts";
import { createRoomLines } from "./room-lines.ts";
import { versionsOf } from "./versions.ts";
import { createRoomTyping } from "./room-typing.ts";

export const lateParts: LateParts = {
  equip(core, given) {
    const { ports, link, listener, steps, settle } = given;
    const room = listener.rooms.handle(core.id)?.room;
    if (room !== undefined) keepInside(room, { core, ports, now: given.now });
    const holes = createHoles(core);
    const acts = createHostActs(core, {
      now: () => ports.clock.now(),
      signatures: ports.signatures,
      transmit: link.transmit,
      changed() {
        steps.flush(core);
        listener.event({ kind: "room", room: core.id });
        settle();
      },
      follow: (...move) => followMove(...move, given),
    });
    const pins = createPins(core, () => listener.event({ kind: "room", room: core.id }));
    const typing = createRoomTyping(core, {
      random: ports.random,
      quiet: ports.lowData,
      transmit: link.transmit,
      changed: (typists) => listener.event({ kind: "typing", room: core.id, typists }),
    });
    const lines = createRoomLines(core, {
      acts,
      now: given.now,
      changed: () => listener.event({ kind: "room", room: core.id }),
    });
    const random = (): number => {
      const [a = 0, b = 0, c = 0, d = 0] = ports.random.bytes(4);
      return (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
    };
    const unplaced = createUnplaced(core);
    const carrier = createCarrier(core, unplaced, { transmit: link.transmit, random });
    let near: NearbyRoom | undefined;
    return {
      ...createReach(core, link),
      holes,
      acts,
      pins,
      put(opened, id) {
        holes.put(opened, id);
        acts.put(opened, id);
        pins.put(opened, id);
        const entry = core.log.get(id);
        if (entry !== undefined) unplaced.put(entry);
        near?.put(opened, id);
      },
      drop(id) {
        unplaced.drop(id);
        near?.drop(id);
        holes.drop(id);
        acts.drop(id);
        pins.drop(id);
      },
      typing,
      get lines() {
        return lines.lines;
      },
      look(now) {
        acts.look();
        lines.look(now);
        // Others have theirs from the relay, or from whoever brought it there.
        const placed = unplaced.look().filter(({ id, mine }) => mine || carrier.offered(id));
        if (placed.length > 0) near?.placed(placed);
        carrier.look(now);
      },
      deadline() {
        const shown = earlier(holes.deadline(), lines.deadline());
        return earlier(typing.deadline(), earlier(shown, carrier.deadline()));
      },
      mentions(text, name, author) {
        const { hosts } = acts.policy;
        // Where no host is known yet anybody may be one.
        const mayCallAll = hosts.length === 0 || hosts.includes(author);
        return mentions(text, name, mayCallAll || core.presence.view.count <= smallRoom);
      },
      versions: (id) => versionsOf(core, id),
      createOwnMessages,
      readPresence,
      sealName: (...name) => (ports.lowData() ? undefined : sealName(...name)),
      async hostPowers(driver) {
        const handle = listener.rooms.handle(core.id);
        if (handle === undefined) return undefined;
        const { createHostPowers } = await import("./host-powers.ts");
        return createHostPowers(handle, { driver, ports, listener });
      },
      async nearby(driver, wanted) {
        const { createNearbyRoom } = await import("./nearby/nearby.ts");
        const { keepHeard } = await import("./nearby/keep-heard.ts");
        if (near === undefined || near.closed) {
          near = createNearbyRoom(core, {
            ...wanted,
            signatures: ports.signatures,
            unplaced,
            random,
            bytes: (length) => ports.random.bytes(length),
            arrivedAt: driver.now,
            keep: (...heard) => keepHeard(core, driver, given, ...heard),
          });
        }
        return near.nearby;
      },
    };
  },
};
