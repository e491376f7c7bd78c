/** Hand-over: a person's rooms from one device to another. Loaded late. */
export {
  type Belongings,
  keepBelongings,
  type MovedRoom,
  packBelongings,
  readBelongings,
} from "./belongings.ts";
export { type Giving, type GivingOptions, type GivingState, startGiving } from "./give.ts";
export { type LeftState, lookAtLeft } from "./look.ts";
export { createPassingClient, type PassingPorts } from "./passing-client.ts";
export { startTaking, type Taking, type TakingOptions, type TakingState } from "./take.ts";
