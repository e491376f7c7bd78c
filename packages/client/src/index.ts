/** The door of the engine: createClient and the types around it. */
export * from "./api.ts";
export { createClient, type ClientOptions } from "./client.ts";
export type { WordsDoor } from "./client-ports.ts";
export * from "./ports.ts";
