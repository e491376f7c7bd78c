/** The door of the engine: createClient and the types around it. */
export * from "./api.ts";
export { createClient, type ClientOptions } from "./client.ts";
export { type Config, type ConfigProblem, parseConfig } from "./config.ts";
export {
  type Check,
  failed,
  type Fault,
  type Finding,
  type Outcome,
  passed,
  runChecks,
} from "./doctor/check.ts";
export {
  clockFinding,
  environmentFinding,
  greet,
  type Greeting,
  type GreetingError,
  upgradeFinding,
} from "./doctor/greeting.ts";
export {
  credentialFault,
  fieldsOf,
  type IceAddress,
  type IceServer,
  parseIceUrl,
  pushFinding,
  readIceServers,
} from "./doctor/config-fields.ts";
export { type HeaderFields, headersFinding, mayDial } from "./doctor/header-answers.ts";
export {
  createRoomVisit,
  type OpenDevice,
  type RoomVisit,
  type VisitingDevice,
} from "./doctor/room-visit.ts";
export { configFinding, healthFinding, isSignIn, type WebAnswer } from "./doctor/web-answers.ts";
export { foldText } from "./fold-text.ts";
export { mentions } from "./mentions.ts";
export { type Ranked, roomOrder } from "./room-order.ts";
export { type Around, type Choice, chooseNeighbours } from "./core/mesh/neighbours.ts";
export type { LateParts, LoadLate, WordsDoor } from "./client-ports.ts";
export type * from "./nearby/ports.ts";
export type { Version } from "./versions.ts";
export type { PinnedMessage } from "./pins.ts";
export * from "./policy.ts";
export * from "./ports.ts";
export { createMemoryStore, type MemoryStore } from "./store/memory.ts";
