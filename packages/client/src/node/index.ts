/** The door for programs. */
export type { Config, ConfigProblem } from "../config.ts";
export { createNodeClock, nodeSchedule } from "./clock.ts";
export { loadConfig } from "./config.ts";
export { createNodeClient, type NodeClientOptions } from "./create-node-client.ts";
export { createNodeDialer } from "./dialer.ts";
export { createWebSocketDialer } from "../link/websocket.ts";
export { createNodeRandom } from "./random.ts";
export { createNodeSignatures } from "./signatures.ts";
export { createSqliteStore } from "./sqlite-store.ts";
export { createMemoryStore, type MemoryStore } from "../store/memory.ts";
