/** What a room takes on this phone, and how much the browser leaves. */
import { useEffect, useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { roomsWords } from "../../strings/rooms-words.ts";
import { byteWords } from "./byte-words.ts";

/** Some browsers never answer. */
const patienceMillis = 2_000;

/** Free bytes, as the browser guesses; undefined where it does not tell in time. */
async function freeBytes(): Promise<number | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMillis));
  try {
    const estimate = await Promise.race([navigator.storage.estimate(), late]);
    if (estimate?.quota === undefined) return undefined;
    return Math.max(0, estimate.quota - (estimate.usage ?? 0));
  } catch {
    return undefined;
  }
}

export function StorageLine({
  title,
  rooms,
}: {
  readonly title: string;
  readonly rooms: readonly Room[];
}) {
  const [free, setFree] = useState<number | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void freeBytes().then((bytes) => gone || setFree(bytes));
    return () => {
      gone = true;
    };
  }, []);
  let messages = 0;
  let bytes = 0;
  for (const { size } of rooms) {
    messages += size.messages;
    bytes += size.bytes;
  }
  const parts = [roomsWords.room.messages(messages), byteWords(bytes)];
  if (free !== undefined) parts.push(roomsWords.room.free(byteWords(free)));
  return (
    <div class="storage">
      <h3>{title}</h3>
      <p>{parts.join(" · ")}</p>
    </div>
  );
}
