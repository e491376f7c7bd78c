/** The door "@festival-chat/protocol/nearby": what links between phones need. Loaded late. */
export * from "./identity-card.ts";
export * from "./nearby-proof.ts";
export * from "./nearby-signal.ts";
export * from "./picture.ts";
export * from "./prekey-mark.ts";
