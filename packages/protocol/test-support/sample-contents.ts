/** One content of every kind, as its author would write it. */
import { createControl } from "../src/e2e/control.ts";
import type { Content } from "../src/e2e/content.ts";
import { sealRoots } from "../src/e2e/seal-move.ts";
import {
  anna,
  chain,
  countingBytes,
  evening,
  hostSecret,
  keys,
  otherRoom,
  signatures,
  target,
} from "./scene.ts";

const place = { room: keys.room, epoch: 0, author: anna.author, chain, ctr: 2 };

export const sampleContents: readonly Content[] = [
  { kind: "text", text: "Meet at the big oak" },
  { kind: "text", text: "Grüße vom Zeltplatz 🏕️" },
  { kind: "reply", to: target, text: "On my way" },
  { kind: "reaction", to: target, emoji: "🔥" },
  { kind: "reaction", to: target, emoji: "" },
  { kind: "edit", to: target, text: "Meet at the small oak" },
  { kind: "remove", to: target },
  { kind: "profile", name: "Anna" },
  {
    kind: "pin",
    label: "Our tents",
    position: { latitude: 52_520_008, longitude: -13_404_954 },
    at: evening,
  },
  { kind: "pin", label: "Main stage", position: undefined, at: undefined },
  { kind: "poll", question: "Where to?", options: ["Oak", "Elm"], multiple: false },
  { kind: "vote", to: target, choices: [0, 1] },
  {
    kind: "blob",
    hash: countingBytes(32, 0x12),
    key: countingBytes(32, 0x13),
    size: 123_456,
    media: "image/avif",
    name: "",
    preview: countingBytes(5, 0x14),
  },
  {
    kind: "control",
    ...(await createControl(
      place,
      hostSecret,
      { op: "remove-message", message: target },
      signatures,
    )),
  },
  {
    kind: "control",
    ...(await createControl(place, hostSecret, { op: "slow-mode", seconds: 30 }, signatures)),
  },
  {
    kind: "control",
    ...(await createControl(
      place,
      hostSecret,
      {
        op: "move",
        successor: otherRoom.room,
        version: 1,
        card: countingBytes(40, 0x17),
        cardSignature: countingBytes(64, 0x18),
        ...sealRoots(
          { room: keys.room, successor: otherRoom.room },
          otherRoom.root,
          countingBytes(32, 0x33),
          [anna.author],
        ),
      },
      signatures,
    )),
  },
  { kind: "pinned", to: target, pinned: true },
  { kind: "unknown", type: 100, bytes: countingBytes(4, 0x15) },
];
