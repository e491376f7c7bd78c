/** The quick start of README.md: compiled here, and run by its test. */
import type { Client } from "./api.ts";

export async function quickStart(client: Client, print: (line: string) => void): Promise<string> {
  // README begins
  client.on((event) => {
    if (event.kind === "connection") print(`relay: ${event.connection.kind}`);
    if (event.kind !== "messages") return;
    for (const message of event.added) {
      if (message.body.kind === "text") print(`${message.name}: ${message.body.text}`);
    }
  });
  await client.open(); // what this device has; never waits for the network

  const room = await client.createRoom("Camp");
  print(`join with ${room.link} or say: ${room.words?.join(" ")}`);
  await room.setName("Anna");

  const sent = await room.send("We are left of the blue tent"); // sealed, stored, shown; then sent
  if (!sent.ok) print(`not sent: ${sent.error.kind}`);
  // README ends
  return room.link;
}
