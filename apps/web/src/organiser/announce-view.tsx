/** Announcements: what is on phones now, how far it came, and the way to say something else. */
import {
  type Announced,
  type AnnouncementList,
  parseAnnouncementList,
  routes,
} from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { Compose } from "./compose.tsx";
import { countWords, roughly, timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Section, Trouble, ViewTitle } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { type Loaded, useLoaded } from "./use-loaded.ts";

const everyMillis = 5_000;

const isOver = (one: Announced, now: number): boolean => one.withdrawn || one.expiresAt <= now;

export function AnnounceView({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.announce;
  const { detail } = desk.place.value;
  const list = useLoaded(
    () => desk.api.get(routes.announcements, parseAnnouncementList),
    detail === "" ? everyMillis : 0,
  );
  const all = list.value?.announcements ?? [];
  const known = all.find(({ id }) => id === detail);
  if (detail === "new" || known !== undefined) {
    return <Compose desk={desk} before={known} done={(next) => list.set(next)} />;
  }
  const now = desk.now();
  const standing = all.filter((one) => !isOver(one, now));
  const past = all.filter((one) => isOver(one, now));
  return (
    <div class="desk-view">
      <ViewTitle title={words.title} />
      <a class="button primary" href={formatPlace({ view: "announce", detail: "new" })}>
        {words.fresh}
      </a>
      <Trouble fault={list.fault} reload={() => void list.reload()} />
      {list.value === undefined && list.fault === undefined && (
        <p class="explain">{consoleWords.loading}</p>
      )}
      {list.value !== undefined && all.length === 0 && <p class="explain">{words.none}</p>}
      {standing.length > 0 && (
        <Section title={words.standing}>
          {standing.map((one) => (
            <Card key={one.id} desk={desk} one={one} list={list} />
          ))}
        </Section>
      )}
      {past.length > 0 && (
        <Section title={words.past}>
          {past.map((one) => (
            <Card key={one.id} desk={desk} one={one} list={list} />
          ))}
        </Section>
      )}
    </div>
  );
}

function Card({
  desk,
  one,
  list,
}: {
  readonly desk: Desk;
  readonly one: Announced;
  readonly list: Loaded<AnnouncementList>;
}) {
  const words = consoleWords.announce;
  const now = desk.now();
  const over = isOver(one, now);
  const [text] = one.texts;
  const reached = roughly(one.reached);
  const share = reached === 0 ? 0 : Math.round((100 * roughly(one.opened)) / reached);
  const exact = typeof one.reached === "number" && typeof one.opened === "number";
  const withdraw = async () => {
    const { id, revision } = one;
    const answer = await desk.api.post(routes.withdraw, parseAnnouncementList, { id, revision });
    if (!answer.ok) return answer.error;
    list.set(answer.value);
    desk.tell(words.withdrawnDone);
    return undefined;
  };
  return (
    <article class="desk-card" data-level={one.level} data-over={over}>
      <p class="desk-line">
        <strong class="desk-chip">{consoleWords.compose.levels[one.level]}</strong>
        <span>{timeWords(one.issuedAt, now)}</span>
        <span>
          {one.withdrawn
            ? words.withdrawn
            : (over ? words.ended : words.ends)(timeWords(one.expiresAt, now))}
        </span>
        <span>{one.rooms.length === 0 ? words.everybody : words.rooms(one.rooms.length)}</span>
        {one.texts.length > 1 && <span>{words.languages(one.texts.length)}</span>}
        {one.revision > 1 && <span>{words.revision(one.revision)}</span>}
      </p>
      <h3 lang={text?.language} dir="auto">
        {text?.action === "" ? text.title : text?.action}
      </h3>
      {text?.action !== "" && (
        <p lang={text?.language} dir="auto">
          {text?.title}
        </p>
      )}
      <dl class="desk-reach">
        <div>
          <dt>{words.sent}</dt>
          <dd>{countWords(one.sent)}</dd>
        </div>
        <div>
          <dt>{words.reached}</dt>
          <dd>{countWords(one.reached)}</dd>
        </div>
        <div>
          <dt>{words.opened}</dt>
          <dd>
            {countWords(one.opened)}
            {exact && reached > 0 && <small> {words.share(share)}</small>}
          </dd>
        </div>
      </dl>
      {one.help > 0 && <p class="desk-warning">{words.help(one.help)}</p>}
      {!over && (
        <div class="row">
          <a class="button" href={formatPlace({ view: "announce", detail: one.id })}>
            {words.revise}
          </a>
          <button
            type="button"
            class="button danger"
            onClick={() => {
              desk.question.value = {
                title: consoleWords.confirm.withdraw,
                what: consoleWords.confirm.withdrawWhat,
                act: words.withdraw,
                isDangerous: true,
                needsProof: false,
                run: withdraw,
              };
            }}
          >
            {words.withdraw}
          </button>
        </div>
      )}
    </article>
  );
}
