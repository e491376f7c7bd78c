/** Writes an announcement, and shows it meanwhile as phones will. */
import { useState } from "preact/hooks";
import {
  type Announced,
  type AnnouncementList,
  parseAnnouncementList,
  parseRoomList,
  routes,
} from "@festival-chat/protocol/organiser";
import { announcementLevels, type AnnouncementText } from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import type { Desk } from "./desk.ts";
import {
  type Draft,
  endChoices,
  nextChoices,
  problemOf,
  requestOf,
  startDraft,
  withTemplate,
} from "./draft.ts";
import { Choice, TextField, ViewTitle } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { PhonePreview } from "./preview.tsx";
import { templates, templateName } from "./templates.ts";
import { useLoaded } from "./use-loaded.ts";
import { WriteTexts } from "./write-texts.tsx";

export function Compose({
  desk,
  before,
  done,
}: {
  readonly desk: Desk;
  /** The announcement that this is a revision of. */
  readonly before: Announced | undefined;
  readonly done: (list: AnnouncementList) => void;
}) {
  const words = consoleWords.compose;
  const [draft, setDraft] = useState<Draft>(() => startDraft(before, desk.now()));
  const [language, setLanguage] = useState(draft.texts[0]?.language ?? "en");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const list = useLoaded(() => desk.api.get(routes.rooms, parseRoomList));
  const text = draft.texts.find((one) => one.language === language) ?? draft.texts[0];
  const change = (next: Partial<Draft>): void => {
    setProblem(undefined);
    setDraft((known) => ({ ...known, ...next }));
  };
  const takeTemplate = (template: Draft["template"], place: string): void => {
    const next = withTemplate(draft, template, place);
    change(next);
    if (!next.texts.some((one) => one.language === language)) setLanguage("en");
  };

  const send = async () => {
    const request = requestOf(draft, before, desk.now());
    const answer = await desk.api.post(routes.announce, parseAnnouncementList, request);
    if (!answer.ok) return answer.error;
    done(answer.value);
    desk.tell(consoleWords.announce.done);
    location.hash = formatPlace({ view: "announce", detail: "" });
    return undefined;
  };
  const submit = (): void => {
    const found = problemOf(draft);
    setProblem(found);
    if (found !== undefined) return;
    const asks = consoleWords.confirm;
    if (draft.level !== "emergency") {
      void send().then((fault) => fault && desk.complain(fault));
      return;
    }
    const to = draft.rooms === undefined ? asks.everywhere : asks.inRooms(draft.rooms.length);
    desk.question.value = {
      title: asks.emergency,
      what: asks.emergencyWhat(to),
      act: words.sendEmergency,
      isDangerous: true,
      needsProof: true,
      run: send,
    };
  };

  return (
    <form
      class="desk-view desk-compose"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="desk-write">
        <a class="desk-back" href={formatPlace({ view: "announce", detail: "" })}>
          {consoleWords.announce.title}
        </a>
        <ViewTitle
          title={before === undefined ? words.title : words.reviseTitle(before.revision + 1)}
        />
        <ChoiceGroup
          title={words.level}
          choices={announcementLevels.map((level) => [level, words.levels[level]] as const)}
          chosen={draft.level}
          choose={(level) => change({ level })}
        />
        <p class="explain">{words.levelWhat[draft.level]}</p>
        <Choice
          words={words.template}
          value={draft.template}
          choices={[
            ["", words.noTemplate] as const,
            ...templates.map((one) => [one, templateName(one)] as const),
          ]}
          change={(template) => takeTemplate(template, draft.place)}
        />
        {draft.template !== "" && (
          <TextField
            words={words.place}
            value={draft.place}
            placeholder={words.placeExample}
            change={(place) => takeTemplate(draft.template, place)}
          />
        )}
        <WriteTexts
          texts={draft.texts}
          language={text?.language ?? "en"}
          choose={setLanguage}
          change={(texts: readonly AnnouncementText[]) => change({ texts })}
        />
        <ChoiceGroup
          title={words.scope}
          choices={[
            ["all", words.everybody],
            ["some", words.some],
          ]}
          chosen={draft.rooms === undefined ? "all" : "some"}
          choose={(scope) => change({ rooms: scope === "all" ? undefined : [] })}
        />
        {draft.rooms !== undefined && (
          <fieldset class="desk-picks">
            <legend>{words.pick}</legend>
            {(list.value?.rooms ?? [])
              .filter(({ state }) => state !== "deleted")
              .map(({ tag, name }) => (
                <label key={tag}>
                  <input
                    type="checkbox"
                    checked={draft.rooms?.includes(tag)}
                    onChange={({ currentTarget: { checked } }) => {
                      const others = (draft.rooms ?? []).filter((one) => one !== tag);
                      change({ rooms: checked ? [...others, tag] : others });
                    }}
                  />
                  <bdi>{name ?? tag}</bdi>
                  {name !== null && <code>{tag}</code>}
                </label>
              ))}
          </fieldset>
        )}
        <div class="desk-pair">
          <Choice
            words={words.ends}
            value={String(draft.endsMinutes)}
            choices={endChoices.map((one) => [String(one), words.minutes(one)] as const)}
            change={(one) => change({ endsMinutes: Number(one) })}
          />
          <Choice
            words={words.next}
            value={String(draft.nextMinutes)}
            choices={nextChoices.map(
              (one) => [String(one), one === 0 ? words.nextNone : words.minutes(one)] as const,
            )}
            change={(one) => change({ nextMinutes: Number(one) })}
          />
        </div>
      </div>
      <aside class="desk-aside" aria-label={words.preview}>
        <h2>{words.preview}</h2>
        <PhonePreview
          draft={draft}
          language={text?.language ?? "en"}
          revision={(before?.revision ?? 0) + 1}
          now={desk.now()}
        />
      </aside>
      <div class="desk-send">
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button
          type="submit"
          class={draft.level === "emergency" ? "button danger-button" : "button primary"}
        >
          {draft.level === "emergency" ? words.sendEmergency : words.send}
          {draft.texts.length > 1 && ` ${words.sendTo(draft.texts.length)}`}
        </button>
      </div>
    </form>
  );
}
