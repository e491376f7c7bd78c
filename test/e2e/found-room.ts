/** Starts a room without a browser. */
import { createNodeClient } from "@festival-chat/client/node";
import { until } from "./eventually.ts";

/** Settles when the relay at `origin` has the room and its name. @returns the fragment of its link */
export async function foundRoom(origin: string, name = "Camp Owl"): Promise<string> {
  const made = createNodeClient({ origin });
  if (!made.ok) throw new Error(made.error.what);
  const host = made.value;
  try {
    await host.open();
    const room = await host.createRoom(name);
    await until("the relay has the room", () => room.membership.kind === "joined");
    return new URL(room.link).hash.slice(1);
  } finally {
    await host.close();
  }
}
