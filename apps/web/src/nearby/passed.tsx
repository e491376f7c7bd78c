/** Room for the marks of phones nearby and of friends' phones beside the mark of delivery. */
import type { Message } from "@festival-chat/client";
import { deliveredSign } from "../receipts/delivered-sign.ts";
import { nearbySigns } from "./nearby-signs.ts";

export function Passed({ message }: { readonly message: Message }) {
  const Nearby = nearbySigns.value;
  const Delivered = deliveredSign.value;
  return (
    <>
      {Nearby && <Nearby.PassedMark message={message} />}
      {Delivered && <Delivered message={message} />}
    </>
  );
}
