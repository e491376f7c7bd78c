/** Who removed a message, in its place: "Removed by Ben", "Removed by the host". */
import type { Message } from "@festival-chat/client";
import { late } from "../../strings/late.ts";
import { bodyText } from "../message-name.ts";

export function RemovedWords({ message }: { readonly message: Message }) {
  const { removedBy, author, name } = message;
  if (removedBy === undefined) return <>{bodyText(message)}</>;
  return <>{removedBy === author ? late.list.removedBy(name) : late.list.removedByHost}</>;
}
