/** Room for the mark of phones nearby beside the mark of delivery, as long as Nearby is on. */
import type { Message } from "@festival-chat/client";
import { nearbySigns } from "./nearby-signs.ts";

export function Passed({ message }: { readonly message: Message }) {
  const Nearby = nearbySigns.value;
  return Nearby === undefined ? null : <Nearby.PassedMark message={message} />;
}
