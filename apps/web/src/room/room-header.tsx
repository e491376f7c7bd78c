/** Which room this is, who is here, how the signal is, and the way to bring somebody in. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { lateParts } from "../boot/late-parts.ts";
import { ConnectionStatus } from "../connection/connection-status.tsx";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import { Icon } from "../ui/icons.tsx";

export function RoomHeader({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // Coming from the list, a screen reader should start at the room's name.
    if (document.activeElement !== document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  const names = room.presence.members.map((member) => member.name).join(", ");
  const Parts = lateParts.value;
  const { open } = room.settings;
  return (
    <header class="room-head">
      <BandStrip band={bandOf(room.fingerprint)} unit={22} clasp />
      <div class="room-head-row">
        <button
          type="button"
          class="icon-button"
          aria-label={t.room.back}
          onClick={() => state.go({ kind: "home" })}
        >
          <Icon name="back" />
          {Parts && <Parts.ElsewhereBadge state={state} room={room} />}
        </button>
        <h1 class="room-name" ref={heading} tabIndex={-1}>
          <button
            type="button"
            class="room-switch"
            title={t.room.switch}
            aria-haspopup="dialog"
            onClick={() => (state.dialog.value = { kind: "rooms" })}
          >
            <bdi>{room.name ?? t.room.unnamed}</bdi>
          </button>
        </h1>
        <button
          type="button"
          class="button invite-button"
          onClick={() => (state.dialog.value = { kind: "invite", room })}
        >
          <Icon name="invite" />
          {t.room.invite}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t.room.menu}
          onClick={() => (state.dialog.value = { kind: "menu", room })}
        >
          <Icon name="menu" />
        </button>
      </div>
      <div class="room-state">
        <ConnectionStatus state={state} />
        {room.presence.count > 0 && (
          <span class="here" title={names === "" ? undefined : names}>
            {t.room.here(room.presence.count)}
          </span>
        )}
        {open !== undefined && (
          <span class="private" title={open ? t.room.openLong : t.room.privateLong}>
            <Icon name={open ? "open" : "lock"} />
            {open ? t.room.open : t.room.private}
          </span>
        )}
      </div>
    </header>
  );
}
