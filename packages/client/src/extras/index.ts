/**
 * The door of what is loaded after the first screen: pure functions over messages and rooms.
 *
 * Nothing here belongs to a Room, so that an app that shows a room loads none of it.
 */
export { type DeviceMark, deviceMark } from "./device-mark.ts";
export { exportJson, exportText, type ExportedRoom } from "./export.ts";
export { lookAlike } from "./look-alike.ts";
export { smallRoom } from "../mentions.ts";
export { isSameRoom, type OpenRoom, parseOpenRooms } from "./open-rooms.ts";
export { mentionCandidates, peopleOf, type Person } from "./people.ts";
export { createSearch, type Found, type Search, type SearchOptions } from "./search.ts";
export { roomOfLink } from "./room-of-link.ts";
export { unreadableIn } from "./unreadable.ts";
