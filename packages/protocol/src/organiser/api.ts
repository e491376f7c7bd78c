/**
 * The door of the organiser's console: every request and answer between console and relay, with
 * total parsers for both. The console imports types and parsers of answers, the relay those of
 * requests; neither may know more of the other.
 */
export * from "./acts-api.ts";
export * from "./figures-api.ts";
export { type Parse, type Parsed, parseJson } from "./json.ts";
export * from "./routes.ts";
export * from "./session-api.ts";
