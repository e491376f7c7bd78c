/** Two phones in a tent without any network: what each of them wrote is on both after a minute face to face. */
import { deepEqual, ok } from "node:assert/strict";
import { test } from "node:test";
import { createAuthorChecks } from "@festival-chat/protocol/e2e";
import { deviceTagOf, type Millis } from "@festival-chat/protocol/wire";
import type { Client, Room } from "../api.ts";
import { createNodeClient } from "../node/create-node-client.ts";
import { insideOf } from "../room-inside.ts";
import { createPictureLink, type PictureLink } from "./picture-link.ts";

/** Nobody listens there. */
const nowhere = "http://127.0.0.1:9";
const pictureMillis = 160;

function phone(): Client {
  const made = createNodeClient({ origin: nowhere });
  if (!made.ok) throw new Error(made.error.what);
  return made.value;
}

interface End {
  readonly pictures: PictureLink;
  pass(millis: Millis): void;
}

async function endOf(client: Client, room: Room): Promise<End> {
  let now: Millis = Date.now();
  let timer: { readonly at: Millis; readonly wake: () => void } | undefined;
  const nearby = await client.nearby(room.id, {
    clock: {
      now: () => now,
      wakeAt: (at, wake) => void (timer = { at, wake }),
      cancel: () => void (timer = undefined),
    },
    events: { signal: () => undefined, introduced: () => undefined, passed: () => undefined },
  });
  const inside = insideOf(room);
  if (nearby === undefined || inside === undefined) throw new Error("the room is not here");
  const { core, ports } = inside;
  const pictures = createPictureLink({
    member: {
      keys: core.keys,
      identity: core.identity,
      tag: deviceTagOf(core.id, core.identity.publicKey),
      signatures: ports.signatures,
      authors: createAuthorChecks(),
    },
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    now: () => now,
    events: {
      linked: (link, { tag }) => nearby.peerReady(link, { device: tag, slow: true }),
      frame: (link, bytes) => void nearby.heard(link, bytes),
      writable: (link) => nearby.writable(link),
      gone: (link) => nearby.peerGone(link),
      changed: () => undefined,
    },
  });
  return {
    pictures,
    pass(millis) {
      now += millis;
      for (; timer !== undefined && timer.at <= now;) {
        const { wake } = timer;
        timer = undefined;
        wake();
      }
    },
  };
}

const texts = (room: Room): string[] =>
  room.messages().map(({ body }) => (body.kind === "text" ? body.text : body.kind));

test("[W8] messages that two phones wrote without any network are on both, in one order, and each once", async (t) => {
  const [anna, ben] = [phone(), phone()];
  t.after(() => Promise.all([anna.close(), ben.close()]));
  await anna.open();
  await ben.open();
  const annas = await anna.createRoom("Camp Owl");
  const joined = await ben.join(annas.link);
  ok(joined.ok);
  const bens = joined.value;
  for (let count = 1; count <= 12; count++) {
    await annas.send(`Anna ${count}`);
    await bens.send(`Ben ${count}`);
  }
  const ends = [await endOf(anna, annas), await endOf(ben, bens)] as const;
  const [one, two] = ends;
  let shown = 0;
  // A camera that misses every fourth picture; two minutes at most.
  while (
    shown < 120_000 / pictureMillis &&
    Math.min(texts(annas).length, texts(bens).length) < 24
  ) {
    shown++;
    const [ours, theirs] = [one.pictures.next(), two.pictures.next()];
    if (shown % 4 !== 0) two.pictures.saw(ours);
    if (shown % 4 !== 1) one.pictures.saw(theirs);
    for (const end of ends) end.pass(pictureMillis);
    for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
  }
  deepEqual(texts(annas), texts(bens));
  deepEqual(texts(annas).length, 24);
});
