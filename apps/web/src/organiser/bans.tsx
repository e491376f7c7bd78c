/** Devices that may not come back, until somebody lets them. */
import { parseBanList, routes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Tag, Trouble } from "./parts.tsx";
import { useLoaded } from "./use-loaded.ts";

export function Bans({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.settings;
  const list = useLoaded(() => desk.api.get(routes.bans, parseBanList));
  const letBack = async (device: string): Promise<void> => {
    const answer = await desk.api.post(routes.unbanDevice, parseBanList, { device });
    if (!answer.ok) return desk.complain(answer.error);
    list.set(answer.value);
    desk.tell(consoleWords.rooms.unbanned);
  };
  const bans = list.value?.bans ?? [];
  return (
    <>
      <Trouble fault={list.fault} reload={() => void list.reload()} />
      {list.value !== undefined && bans.length === 0 && <p class="explain">{words.noBans}</p>}
      <ul class="desk-list">
        {bans.map(({ device, at }) => (
          <li key={device} class="desk-row desk-split">
            <span class="desk-row-head">
              <Tag tag={device} />
              <span>{words.since(timeWords(at, desk.now()))}</span>
            </span>
            <button
              type="button"
              class="button"
              aria-label={`${consoleWords.rooms.unban}: ${consoleWords.rooms.device(device)}`}
              onClick={() => void letBack(device)}
            >
              {consoleWords.rooms.unban}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
