/** Who may sign in. They are added and removed where the relay runs, by whoever can reach its disk. */
import { parseOrganiserList, routes } from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Trouble } from "./parts.tsx";
import { useLoaded } from "./use-loaded.ts";

export function Organisers({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.settings;
  const list = useLoaded(() => desk.api.get(routes.organisers, parseOrganiserList));
  return (
    <>
      <Trouble fault={list.fault} reload={() => void list.reload()} />
      <ul class="desk-list">
        {list.value?.organisers.map(({ name, role, lastSignInAt, passkeys }) => (
          <li key={name} class="desk-row">
            <bdi class="desk-row-head">{name}</bdi>
            <p class="desk-line">
              <span>{words.organiserLine(role, passkeys)}</span>
              <span>
                {lastSignInAt === 0
                  ? words.neverSignedIn
                  : words.lastSignIn(timeWords(lastSignInAt, desk.now()))}
              </span>
            </p>
          </li>
        ))}
      </ul>
      <p class="explain">
        {words.organisersHow} <code>{words.command}</code>
      </p>
    </>
  );
}
