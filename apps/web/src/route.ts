/** Addresses of the app. The room's secret is never in one: only the fragment of an invite holds it. */
import type { Room } from "@festival-chat/client";

export type Route =
  | { readonly kind: "home" }
  /** `short`: the first characters of a room id, enough to tell rooms of one phone apart. */
  | { readonly kind: "room"; readonly short: string };

const shortLength = 8;

/** The route of a path; anything unknown is home. */
export function parseRoute(path: string): Route {
  const match = /^\/room\/([0-9a-f]{8,32})\/?$/u.exec(path);
  return match?.[1] === undefined ? { kind: "home" } : { kind: "room", short: match[1] };
}

/** The path of a route. */
export const formatRoute = (route: Route): string =>
  route.kind === "home" ? "/" : `/room/${route.short}`;

/** The route of a room among the rooms of this phone. */
export function routeOf(room: Room, rooms: readonly Room[]): Route {
  const short = room.id.slice(0, shortLength);
  const taken = rooms.some((other) => other.id !== room.id && other.id.startsWith(short));
  return { kind: "room", short: taken ? room.id : short };
}

/** The room a route means, if this phone has it. */
export const roomOf = (route: Route, rooms: readonly Room[]): Room | undefined =>
  route.kind === "room" ? rooms.find((room) => room.id.startsWith(route.short)) : undefined;
