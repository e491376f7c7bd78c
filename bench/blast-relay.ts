/** The generator against the relay: prepares tickets, then blasts with FC1 frames. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Blast, blast } from "./generator.ts";
import { ciphertextBytes } from "./keys.ts";
import { prepareRooms, writeFrames } from "./prepare-tickets.ts";
import type { RelayProcess } from "./server-process.ts";

export interface Crowd {
  readonly rooms: number;
  /** Links in each room. */
  readonly members: number;
}

// Devices a room has at most; links beyond share their tickets.
const devicesPerRoom = 200;

// publish (7), channel, ref, envelope: version 1, epoch 0, nonce, and a ciphertext that is the marker.
const publishTemplate = "bin:\\x07{chan}{seq:v}\\x10\\x00{raw:24}{marker}";

/** Runs the generator with a crowd seated in new rooms. */
export async function blastRelay(
  relay: RelayProcess,
  crowd: Crowd,
  flags: readonly (string | number)[],
  size: number = ciphertextBytes,
): Promise<Blast> {
  const folder = mkdtempSync(join(tmpdir(), "festival-bench-frames-"));
  const frames = join(folder, "frames.hex");
  try {
    const devices = Math.min(crowd.members, devicesPerRoom);
    const rooms = await prepareRooms(relay.origin, crowd.rooms, devices);
    const links = crowd.rooms * crowd.members;
    writeFrames(frames, rooms, links);
    return await blast([
      ...["--port", relay.port, "--pid", relay.pid, "--path", "/ws"],
      ...["--header", `Origin: ${relay.origin}`, "--fc1-frames", frames, "--msg", publishTemplate],
      ...["--conns", links, "--rooms", crowd.rooms, "--size", size, "--echo", "yes", ...flags],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
