/**
 * Boot: the screen is drawn from what this phone has. Nothing here waits for the network, and no
 * optional part of a browser can hold the start up.
 */
import { render } from "preact";
import { createBrowserClient, type EarlySocket } from "@festival-chat/client/browser";
import { App } from "./app.tsx";
import { calm } from "./boot/calm.ts";
import { openInvite, takeInvite } from "./boot/invite-link.ts";
import { drawInTurn, nextTask } from "./boot/next-task.ts";
import { startTheme } from "./boot/theme.ts";
import { watchWidth } from "./boot/wide-screen.ts";
import { createAppState } from "./state.ts";
import { startLanguage } from "./strings/languages.ts";
import "./style/style.css";

declare global {
  /** Opened by a script in index.html, where the browser let it. */
  var earlySocket: EarlySocket | undefined;
}

// First of all: the room's secret leaves the address before anything else can look at it.
const invite = takeInvite();
startTheme();
watchWidth();
drawInTurn();
// What was evaluated so far took its time; a touch may be waiting.
await nextTask();

const client = createBrowserClient({
  calm,
  earlySocket: globalThis.earlySocket,
  loadSettings: () => import("./boot/after-first-frame.ts"),
  onConfig: (answer) => {
    if (answer.ok) {
      state.environment.value = answer.value.settings.environment;
      state.config.value = answer.value.text;
    }
    state.signInNeeded.value = !answer.ok && answer.error.kind === "captive-portal";
  },
});
const state = createAppState(client, location.pathname);

const start = async (): Promise<void> => {
  await client.open();
  if (invite !== undefined) {
    // Its keys take their time on a slow phone.
    await nextTask();
    await openInvite(state, invite);
  }
  state.loaded();
};
const started = start();

startLanguage(async () => {
  // Until there is more to see than the page itself shows, nothing is drawn.
  await started;
  await nextTask();
  const root = document.querySelector("#app");
  // Another key each time: what is drawn already may be in another language.
  if (root !== null) render(<App key={Date.now()} state={state} />, root);
});

const startLate = async (): Promise<void> => {
  try {
    (await import("./boot/after-first-frame.ts")).startAfterFirstFrame(state);
  } catch {
    // No signal: there will be a next start.
  }
};
// After the first frame, so that fetching the app for later does not slow it down now.
requestAnimationFrame(() => setTimeout(() => void startLate(), 0));
