/** A link by pictures: who is believed, and what flows when two phones are held face to face. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Member } from "./greeting.ts";
import { memberOf } from "./member.fixture.ts";
import { createPictureLink, type PictureLink } from "./picture-link.ts";
import type { PeerLink } from "./ports.ts";

interface Phone {
  readonly pictures: PictureLink;
  readonly frames: string[];
  readonly told: string[];
  link: PeerLink | undefined;
}

let clock = 0;

function phone(member: Member): Phone {
  const frames: string[] = [];
  const told: string[] = [];
  const pictures = createPictureLink({
    member,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    now: () => clock,
    events: {
      linked(link, { tag }) {
        self.link = link;
        told.push(`linked ${tag}`);
      },
      frame: (_, bytes) => void frames.push(new TextDecoder().decode(bytes)),
      writable: () => void told.push("writable"),
      gone: () => void told.push("gone"),
      changed: () => undefined,
    },
  });
  const self: Phone = { pictures, frames, told, link: undefined };
  return self;
}

const words = (text: string): Uint8Array => new TextEncoder().encode(text);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Both cameras read both screens, every third picture not. */
async function faceToFace(one: Phone, two: Phone, pictures: number): Promise<void> {
  for (let count = 0; count < pictures; count++) {
    clock += 125;
    const [ours, theirs] = [one.pictures.next(), two.pictures.next()];
    if (count % 3 !== 0) two.pictures.saw(ours);
    if (count % 3 !== 1) one.pictures.saw(theirs);
    await turn();
  }
}

test("[W8, W7] two phones of a room prove themselves and exchange frames both ways", async () => {
  const [anna, ben] = [phone(await memberOf(1)), phone(await memberOf(2))];
  equal(anna.pictures.state, "looking");
  await faceToFace(anna, ben, 20);
  equal(anna.pictures.state, "linked");
  equal(ben.pictures.state, "linked");
  equal(anna.pictures.greeted?.tag, (await memberOf(2)).tag);
  ok(anna.link && ben.link);
  anna.link.send(words("from Anna"));
  ben.link.send(words("from Ben"));
  ben.link.send(words("and more"));
  await faceToFace(anna, ben, 12);
  deepEqual(ben.frames, ["from Anna"]);
  deepEqual(anna.frames, ["from Ben", "and more"]);
});

test("[W8] when enough waits the link says so, and says when it takes more", async () => {
  const [anna, ben] = [phone(await memberOf(1)), phone(await memberOf(2))];
  await faceToFace(anna, ben, 20);
  equal(anna.link?.send(new Uint8Array(20_000)), false);
  await faceToFace(anna, ben, 150);
  deepEqual(anna.told.slice(1), ["writable"]);
  equal(anna.pictures.progress.waiting, 0);
  equal(ben.frames[0]?.length, 20_000);
});

test("[W7, W8] a phone of another room is refused, and nothing of it is taken", async () => {
  const [anna, stranger] = [phone(await memberOf(1)), phone(await memberOf(2, 7))];
  await faceToFace(anna, stranger, 30);
  equal(anna.pictures.state, "refused");
  deepEqual(anna.told, []);
  deepEqual(anna.frames, []);
});

test("[W8] a phone that is put away is gone after a while, and what is no picture is left to others", async () => {
  const [anna, ben] = [phone(await memberOf(1)), phone(await memberOf(2))];
  await faceToFace(anna, ben, 20);
  clock += 25_000;
  anna.pictures.next();
  equal(anna.pictures.state, "gone");
  equal(anna.told.at(-1), "gone");
  equal(ben.pictures.saw("https://chat.example/#secret"), false);
  ben.pictures.end();
  equal(ben.pictures.state, "ended");
});
