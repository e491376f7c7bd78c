/** A way to a room: a tap goes there at once; a key held with it leaves the address to the browser. */
import type { ComponentChildren } from "preact";
import type { Room } from "@festival-chat/client";
import { formatRoute, routeOf } from "../route.ts";
import type { AppState } from "../state.ts";

export interface RoomLinkProps {
  readonly state: AppState;
  readonly room: Room;
  readonly class?: string;
  /** After it was gone to. */
  readonly onGo?: (() => void) | undefined;
  readonly children: ComponentChildren;
}

export function RoomLink({ state, room, class: look, onGo, children }: RoomLinkProps) {
  const route = routeOf(room, state.rooms.value);
  return (
    <a
      class={look}
      href={formatRoute(route)}
      aria-current={state.room.value?.id === room.id ? "page" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        state.go(route);
        onGo?.();
      }}
    >
      {children}
    </a>
  );
}
