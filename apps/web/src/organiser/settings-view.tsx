/** What holds for the whole relay, and for whoever is signed in. */
import {
  type OrganiserSettings,
  parseOrganiserSettings,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";
import { useState } from "preact/hooks";
import { consoleWords } from "../strings/console/en.ts";
import { Bans } from "./bans.tsx";
import type { Desk } from "./desk.ts";
import { Organisers } from "./organisers.tsx";
import { OwnPasskeys } from "./own-passkeys.tsx";
import { Section, TextField, Trouble, ViewTitle } from "./parts.tsx";
import { type Loaded, useLoaded } from "./use-loaded.ts";

export function SettingsView({ desk }: { readonly desk: Desk }) {
  const words = consoleWords.settings;
  const session = desk.session.value;
  const state = desk.state.value;
  const settings = useLoaded(() => desk.api.get(routes.settings, parseOrganiserSettings));
  const isOwner = session?.role === "owner";
  return (
    <div class="desk-view">
      <ViewTitle title={words.title} />
      <Trouble fault={settings.fault} reload={() => void settings.reload()} />
      {settings.value !== undefined && (
        <>
          <EmergencyStop desk={desk} settings={settings} value={settings.value} />
          <Retention
            key={`${settings.value.retentionHours} ${settings.value.retentionMegabytes}`}
            desk={desk}
            settings={settings}
            value={settings.value}
          />
        </>
      )}
      <Section title={words.bans}>
        <Bans desk={desk} />
      </Section>
      <Section title={words.exports}>
        <div class="row">
          <a class="button" href={routes.exportCsv.path} download="festival-chat-counts.csv">
            {words.csv}
          </a>
          <a class="button" href={routes.exportJson.path} download="festival-chat-counts.json">
            {words.json}
          </a>
        </div>
      </Section>
      {settings.value !== undefined && (
        <OrganiserKey desk={desk} settings={settings} value={settings.value} isOwner={isOwner} />
      )}
      <Section title={words.passkeys}>
        <OwnPasskeys desk={desk} />
      </Section>
      {isOwner && (
        <Section title={words.organisers}>
          <Organisers desk={desk} />
        </Section>
      )}
      <Section title={words.you(session?.name ?? "")}>
        <p class="explain">
          {session !== null && consoleWords.roles[session.role]}
          {state !== undefined && ` · ${words.version(state.version, state.eventTag)}`}
        </p>
        <button type="button" class="button" onClick={() => void desk.signOut()}>
          {words.signOut}
        </button>
      </Section>
    </div>
  );
}

interface Given {
  readonly desk: Desk;
  readonly settings: Loaded<OrganiserSettings>;
  readonly value: OrganiserSettings;
}

/** Asks first, then does it, and shows what holds from then on. */
function askTo(
  { desk, settings }: Given,
  question: { readonly title: string; readonly what: string; readonly act: string },
  route: Route,
  body: object,
  isDangerous = true,
): void {
  desk.question.value = {
    ...question,
    isDangerous,
    needsProof: true,
    async run() {
      const answer = await desk.api.post(route, parseOrganiserSettings, body);
      if (!answer.ok) return answer.error;
      settings.set(answer.value);
      desk.tell(consoleWords.settings.done);
      return undefined;
    },
  };
}

function EmergencyStop(given: Given) {
  const words = consoleWords.settings;
  const asks = consoleWords.confirm;
  const { newRoomsStopped } = given.value;
  return (
    <Section title={words.stop}>
      <p class={newRoomsStopped ? "desk-warning" : "explain"}>
        {newRoomsStopped ? words.stopOn : words.stopOff}
      </p>
      {newRoomsStopped ? (
        <button
          type="button"
          class="button"
          onClick={() =>
            askTo(
              given,
              { title: asks.resume, what: asks.resumeWhat, act: words.stopUndo },
              routes.setNewRooms,
              { stopped: false },
              false,
            )
          }
        >
          {words.stopUndo}
        </button>
      ) : (
        <button
          type="button"
          class="button danger"
          onClick={() =>
            askTo(
              given,
              { title: asks.stop, what: asks.stopWhat, act: words.stopDo },
              routes.setNewRooms,
              { stopped: true },
            )
          }
        >
          {words.stopDo}
        </button>
      )}
    </Section>
  );
}

const isWhole = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 1 && value <= most;

function Retention(given: Given) {
  const words = consoleWords.settings;
  const asks = consoleWords.confirm;
  const { retentionHours, retentionMegabytes } = given.value;
  const [hours, setHours] = useState(String(retentionHours));
  const [megabytes, setMegabytes] = useState(String(retentionMegabytes));
  const [problem, setProblem] = useState(false);
  const submit = (): void => {
    const next = { hours: Number(hours), megabytes: Number(megabytes) };
    const fits = isWhole(next.hours, 8_760) && isWhole(next.megabytes, 1_000_000);
    setProblem(!fits);
    if (!fits) return;
    askTo(
      given,
      {
        title: asks.retention,
        what: asks.retentionWhat(next.hours, next.megabytes),
        act: words.retentionSave,
      },
      routes.setRetention,
      next,
    );
  };
  return (
    <Section title={words.retention}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="desk-pair">
          <TextField
            words={words.hours}
            type="number"
            min={1}
            max={8_760}
            value={hours}
            change={setHours}
          />
          <TextField
            words={words.megabytes}
            type="number"
            min={1}
            max={1_000_000}
            value={megabytes}
            change={setMegabytes}
          />
        </div>
        {problem && (
          <p class="problem" role="alert">
            {words.badRetention}
          </p>
        )}
        <button type="submit" class="button">
          {words.retentionSave}
        </button>
      </form>
    </Section>
  );
}

function OrganiserKey({ isOwner, ...given }: Given & { readonly isOwner: boolean }) {
  const words = consoleWords.settings;
  const asks = consoleWords.confirm;
  const { organiserKey, keyChanges, pushes } = given.value;
  return (
    <Section title={words.key}>
      <p class="explain">{words.keyExplain}</p>
      <p class="desk-line">
        <code class="desk-tag" translate={false}>
          {organiserKey}
        </code>
        {keyChanges > 0 && <span>{words.keyChanges(keyChanges)}</span>}
      </p>
      <p class="explain">{pushes ? words.pushesOn : words.pushesOff}</p>
      {isOwner && (
        <button
          type="button"
          class="button danger"
          onClick={() =>
            askTo(
              given,
              { title: asks.key, what: asks.keyWhat, act: words.changeKey },
              routes.changeKey,
              {},
            )
          }
        >
          {words.changeKey}
        </button>
      )}
    </Section>
  );
}
