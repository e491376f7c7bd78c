/** The chained log of acts: what was done, by whom, and whether somebody changed it. */
import { useState } from "preact/hooks";
import {
  type AuditPage,
  auditPageEntries,
  parseAuditPage,
  routes,
} from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Trouble, ViewTitle } from "./parts.tsx";
import { useLoaded } from "./use-loaded.ts";

export function LogView({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.log;
  const [older, setOlder] = useState<AuditPage["entries"]>([]);
  const page = useLoaded(() => desk.api.get(routes.audit, parseAuditPage));
  const { value } = page;
  const entries = [...(value?.entries ?? []), ...older];
  const oldest = entries.at(-1)?.n ?? 0;
  const more = async (): Promise<void> => {
    const answer = await desk.api.get(routes.audit, parseAuditPage, { before: oldest });
    if (answer.ok) setOlder([...older, ...answer.value.entries]);
    else desk.complain(answer.error);
  };
  return (
    <div class="desk-view">
      <ViewTitle title={words.title} />
      <p class="explain">{words.explain}</p>
      <Trouble fault={page.fault} reload={() => void page.reload()} />
      {value !== undefined && (
        <>
          <p class={value.brokenAt === 0 ? "desk-whole" : "desk-warning"} role="status">
            {value.brokenAt === 0 ? words.whole(value.length) : words.broken(value.brokenAt)}
          </p>
          <dl class="desk-hash">
            <dt>{words.head}</dt>
            <dd>
              <code translate={false}>{value.head}</code>
            </dd>
          </dl>
          <p class="explain">{words.headHint}</p>
          {entries.length === 0 && <p class="explain">{words.none}</p>}
        </>
      )}
      <ol class="desk-log">
        {entries.map(({ n, at, who, what, detail, hash }) => (
          <li key={n}>
            <p class="desk-line">
              <strong>{what}</strong>
              <span>{who === "" ? words.nobody : who}</span>
              <time>{timeWords(at, desk.now())}</time>
            </p>
            {detail !== "" && <p class="desk-detail">{detail}</p>}
            <p class="desk-small" translate={false}>
              {n} · {hash.slice(0, 12)}
            </p>
          </li>
        ))}
      </ol>
      {oldest > 1 && entries.length >= auditPageEntries && (
        <button type="button" class="button" onClick={() => void more()}>
          {words.older}
        </button>
      )}
    </div>
  );
}
