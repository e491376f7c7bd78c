/** How the relay is: numbers of this minute, lines over the last hours, and what happens. */
import { useState } from "preact/hooks";
import {
  type Figures,
  maxSamples,
  parseFigures,
  parseOrganiserSettings,
  routes,
  type Sample,
} from "@festival-chat/protocol/organiser";
import { ok } from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import { ActivityFeed } from "./activity-feed.tsx";
import { countWords, millisWords, roughly, sizeWords, timeWords } from "./count-words.ts";
import type { Desk } from "./desk.ts";
import { Section, Trouble, ViewTitle } from "./parts.tsx";
import { Tile } from "./tile.tsx";
import { useLoaded } from "./use-loaded.ts";

/** Often enough to see a stage empty, rarely enough for a phone's battery. */
const everyMillis = 5_000;

const hourChoices = ["1", "3", "12"] as const;

/** Adds the samples that came to those that are known. */
function joined(known: Figures | undefined, next: Figures): Figures {
  if (known === undefined || known.startedAt !== next.startedAt) return next;
  const last = known.samples.at(-1)?.at ?? 0;
  const samples = [...known.samples, ...next.samples.filter(({ at }) => at > last)];
  return { ...next, samples: samples.slice(-maxSamples) };
}

interface Line {
  readonly name: string;
  readonly read: (sample: Sample) => number;
  readonly say: (value: number) => string;
  readonly current: (sample: Sample) => string;
  readonly beside?: (sample: Sample) => string;
}

const plain = (value: number): string => countWords(Math.round(value));

const lines = (): readonly Line[] => {
  const words = consoleWords.live;
  const counted = (
    name: string,
    read: (sample: Sample) => Sample["connections"],
    beside?: Line["beside"],
  ): Line => ({
    name,
    read: (sample) => roughly(read(sample)),
    say: plain,
    current: (sample) => countWords(read(sample)),
    ...(beside === undefined ? {} : { beside }),
  });
  const measured = (
    name: string,
    read: (sample: Sample) => number,
    say: (value: number) => string,
    beside?: Line["beside"],
  ): Line => ({
    name,
    read,
    say,
    current: (sample) => say(read(sample)),
    ...(beside === undefined ? {} : { beside }),
  });
  return [
    counted(words.connections, (sample) => sample.connections),
    counted(words.messages, (sample) => sample.messages),
    measured(
      words.delivery,
      (sample) => sample.delivery95Millis,
      millisWords,
      (sample) => words.median(millisWords(sample.delivery50Millis)),
    ),
    counted(words.rooms, (sample) => sample.rooms),
    counted(words.refusals, (sample) => sample.refusals),
    counted(
      words.pushes,
      (sample) => sample.pushesSent,
      (sample) => words.pushesFailed(countWords(sample.pushesFailed)),
    ),
    measured(words.storage, (sample) => sample.storageBytes, sizeWords),
    measured(words.memory, (sample) => sample.memoryBytes, sizeWords),
    measured(words.loop, (sample) => sample.loopDelayMillis, millisWords),
  ];
};

export function LiveView({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.live;
  const [hours, setHours] = useState<(typeof hourChoices)[number]>("1");
  const figures = useLoaded<Figures>(async (known) => {
    const after = known?.samples.at(-1)?.at ?? 0;
    const answer = await desk.api.get(routes.figures, parseFigures, { after });
    return answer.ok ? ok(joined(known, answer.value)) : answer;
  }, everyMillis);
  const settings = useLoaded(() => desk.api.get(routes.settings, parseOrganiserSettings));
  const { value } = figures;
  const from = (value?.now ?? 0) - Number(hours) * 3_600_000;
  const shown = value?.samples.filter(({ at }) => at >= from) ?? [];
  return (
    <div class="desk-view">
      <ViewTitle title={words.title}>
        {value !== undefined && (
          <p class="explain">{words.since(timeWords(value.startedAt, value.now))}</p>
        )}
      </ViewTitle>
      {settings.value?.newRoomsStopped === true && <p class="desk-warning">{words.stopped}</p>}
      <Trouble fault={figures.fault} reload={() => void figures.reload()} />
      <div class="desk-hours">
        <ChoiceGroup
          title={words.hours}
          choices={hourChoices.map((one) => [one, words.hour(Number(one))] as const)}
          chosen={hours}
          choose={setHours}
        />
      </div>
      {value !== undefined && value.samples.length < 2 && <p class="explain">{words.soon}</p>}
      {value === undefined ? (
        figures.fault === undefined && <p class="explain">{consoleWords.loading}</p>
      ) : (
        <div class="desk-tiles">
          {lines().map((line) => (
            <Tile
              key={line.name}
              name={line.name}
              current={line.current(value.current)}
              beside={line.beside?.(value.current)}
              hours={Number(hours)}
              times={shown.map(({ at }) => at)}
              values={shown.map(line.read)}
              say={line.say}
            />
          ))}
        </div>
      )}
      <p class="explain">{words.small}</p>
      <Section title={words.feed}>
        <ActivityFeed desk={desk} />
      </Section>
    </div>
  );
}
