/** The console: a head, its parts, and one of them on the screen. */
import { useEffect } from "preact/hooks";
import { consoleWords } from "../strings/console/en.ts";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { AnnounceView } from "./announce-view.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { Desk } from "./desk.ts";
import { DeskIcon } from "./desk-icons.tsx";
import { LiveView } from "./live-view.tsx";
import { LogView } from "./log-view.tsx";
import { OpenRoomsView } from "./open-rooms-view.tsx";
import { Trouble } from "./parts.tsx";
import { formatPlace, type View, views } from "./place.ts";
import { RoomsView } from "./rooms-view.tsx";
import { SettingsView } from "./settings-view.tsx";
import { SignIn } from "./sign-in.tsx";
import { watchIdle } from "./watch-idle.ts";

/** How long what was done is said. */
const saidMillis = 7_000;

const parts: Readonly<Record<View, typeof LiveView>> = {
  live: LiveView,
  announce: AnnounceView,
  rooms: RoomsView,
  open: OpenRoomsView,
  settings: SettingsView,
  log: LogView,
};

function Said({ desk }: { readonly desk: Desk }) {
  const said = desk.said.value;
  useEffect(() => {
    if (said === undefined || said.isProblem) return;
    const timer = setTimeout(() => (desk.said.value = undefined), saidMillis);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="desk-toasts" role={said?.isProblem === true ? "alert" : "status"}>
      {said !== undefined && (
        <p class="desk-toast" data-problem={said.isProblem}>
          {said.words}
          <button type="button" class="text-button" onClick={() => (desk.said.value = undefined)}>
            {consoleWords.close}
          </button>
        </p>
      )}
    </div>
  );
}

export function Console({ desk }: { readonly desk: Desk }) {
  const { value: state } = desk.state;
  const session = desk.session.value;
  const place = desk.place.value;
  const question = desk.question.value;
  const signedIn = session !== null;
  useEffect(() => (signedIn ? watchIdle(desk) : undefined), [signedIn]);
  const View = parts[place.view];
  return (
    <div class="desk" data-signed-in={signedIn}>
      <header class="desk-head">
        <div class="desk-hatch" aria-hidden="true" />
        <p class="wordmark">
          {consoleWords.title}
          {state !== undefined && state.environment !== "production" && (
            <span class="environment">{state.environment}</span>
          )}
        </p>
        <ThemeToggle />
      </header>
      {signedIn && (
        <nav class="desk-nav" aria-label={consoleWords.views.label}>
          {views.map((view) => (
            <a
              key={view}
              href={formatPlace({ view, detail: "" })}
              aria-current={view === place.view ? "page" : undefined}
            >
              <DeskIcon name={view} />
              <span>{consoleWords.views[view]}</span>
            </a>
          ))}
        </nav>
      )}
      <main class="desk-main">
        {state === undefined ? (
          <Opening desk={desk} />
        ) : signedIn ? (
          <View key={formatPlace(place)} desk={desk} />
        ) : (
          <SignIn desk={desk} />
        )}
      </main>
      <Said desk={desk} />
      {question !== undefined && (
        <ConfirmDialog key={question.title} desk={desk} question={question} />
      )}
    </div>
  );
}

/** Until the relay has said who is there. */
function Opening({ desk }: { readonly desk: Desk }) {
  const said = desk.said.value;
  return (
    <div class="desk-view">
      <h1>{consoleWords.title}</h1>
      {said === undefined ? (
        <p class="explain">{consoleWords.loading}</p>
      ) : (
        <Trouble
          fault={{ kind: "offline", retryAfterSeconds: 0 }}
          reload={() => {
            desk.said.value = undefined;
            void desk.refresh().then((fault) => fault && desk.complain(fault));
          }}
        />
      )}
    </div>
  );
}
