/** A process of its own for the kill test: appends without end and prints each seq once it is acked. */
import { bytesOf, envelopeId, must, roomId } from "../backend-scene.contract.ts";
import { openSqliteBackend } from "./sqlite.ts";

const path = process.argv[2];
if (path === undefined) throw new Error("usage: append-until-killed <database>");
const { log } = await openSqliteBackend({ path });
// Parent and child agree on ids: the n-th entry of the log is envelopeId(n).
let next = must(await log.extent(roomId(1))).head;
for (;;) {
  const appends = Array.from({ length: 20 }, () => {
    const n = next++;
    return log.append(roomId(1), envelopeId(n), bytesOf(n % 256));
  });
  // A worker has made this pipe non-blocking: writeSync would fail whenever the reader is behind.
  for (const append of appends) {
    void append.then((appended) => process.stdout.write(`${must(appended).seq}\n`));
  }
  await Promise.all(appends);
}
