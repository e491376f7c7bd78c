/** The door of the relay. */
export type { Backend, Bus, Entry, RoomLog, StorageError } from "./backend/backend.ts";
export { openSqliteBackend } from "./backend/embedded/sqlite.ts";
export { createMemoryBackend, type MemoryBackend } from "./backend/memory.ts";
export { backUp, type KeptFile, restore } from "./backup.ts";
export { type Config, type Environ, parseConfig, type ReadText } from "./config.ts";
export { readText } from "./read-text.ts";
export { verifyEd25519 } from "./ed25519.ts";
export { securityHeaders } from "./headers.ts";
export type { SignatureCheck } from "./join-check.ts";
export { createLog, type Log, silentLog } from "./log.ts";
export {
  createRelay,
  type LinkOrigin,
  type Relay,
  type RelayLink,
  type RelayOptions,
} from "./relay.ts";
export { type RelayLimits, relayLimits, withLimits } from "./relay-limits.ts";
export { type RunningServer, type ServerOptions, startServer } from "./server.ts";
export { cacheControl, inlineStyleHashes } from "./static.ts";
export { type Setting, settings } from "./settings.ts";
export { createAuditLog, type AuditVerdict } from "./organiser/audit-log.ts";
export { openOrganiserDatabase, organiserFile, write } from "./organiser/organiser-database.ts";
export { createOrganisers, type Organiser } from "./organiser/organisers.ts";
export type { OutMessage, SocketPort } from "./socket-port.ts";
export { payloadOf } from "./ws-frame.ts";
