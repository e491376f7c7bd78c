/** Devices of rooms, made of a number each. */
import { createAuthorChecks, createIdentity, deriveRoomKeys } from "@festival-chat/protocol/e2e";
import { deviceTagOf } from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "../node/signatures.ts";
import type { Member } from "./greeting.ts";

const signatures = createNodeSignatures();

/** @param root of the room: another number is another room */
export async function memberOf(secret: number, root = 1): Promise<Member> {
  const keys = await deriveRoomKeys(new Uint8Array(16).fill(root), signatures);
  const identity = await createIdentity(new Uint8Array(32).fill(secret), signatures);
  const tag = deviceTagOf(keys.room, identity.publicKey);
  return { keys, identity, tag, signatures, authors: createAuthorChecks() };
}
