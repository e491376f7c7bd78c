import { enRooms } from "./en-rooms.ts";
import { words } from "./words.ts";

/** The sentences of the list of rooms and of settings in the language in use. */
export const roomsWords = words("rooms", enRooms);
