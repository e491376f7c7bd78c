/** The door "@festival-chat/client/nearby": links to the phones around, in a page. Loaded when turned on. */
export type { CodeProblem, CodeShown, CodeTaken } from "../../nearby/code-desk.ts";
export type { Passage } from "../../nearby/ports.ts";
export { hasWebRtc, type NearbyHost, readNearbyHost } from "./nearby-host.ts";
export {
  type NearbyOptions,
  type NearbyRoom,
  type NearbyView,
  type PhoneNearby,
  type PictureRun,
  startNearby,
} from "./start-nearby.ts";
