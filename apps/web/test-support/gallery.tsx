/**
 * Shows one scene: `?scene=room&theme=noon&lang=ar&letters=200%`. For eyes, screenshots and audits.
 * The page says in `data-ready` when the scene is there, or what went wrong; without a scene it lists them.
 */
import { render } from "preact";
import { App } from "../src/app.tsx";
import { loadDisplayFace } from "../src/boot/display-face.ts";
import { loadLateParts } from "../src/boot/late-parts.ts";
import { chooseTheme } from "../src/boot/choose-theme.ts";
import { startTheme, type ThemeChoice } from "../src/boot/theme.ts";
import { watchWidth } from "../src/boot/wide-screen.ts";
import { talk, warmTalk } from "../src/room/talk.ts";
import { createAppState } from "../src/state.ts";
import { chooseLanguage } from "../src/strings/speak.ts";
import "../src/style/style.css";
import { createFakeClient } from "./fake-client.ts";
import { scenes } from "./scenes.ts";
import type { ConsoleScene, Scene } from "./scenes/scene.ts";

const query = new URLSearchParams(location.search);
const root = document.querySelector("#app") ?? document.body;

/** Two frames later everything that was asked for is drawn. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Changes the look of the scene that is shown: audits need no new page for it. */
async function look(theme: ThemeChoice, letters: string): Promise<void> {
  chooseTheme(theme);
  document.documentElement.style.fontSize = letters;
  await drawn();
}

async function show(scene: Scene | ConsoleScene): Promise<void> {
  const letters = query.get("letters");
  if (letters !== null) document.documentElement.style.fontSize = letters;
  startTheme();
  chooseTheme(query.get("theme") === "noon" ? "noon" : "night");
  watchWidth();
  loadDisplayFace();
  await chooseLanguage(query.get("lang") ?? "en");
  Object.assign(window, { look });
  if ("draw" in scene) {
    await scene.draw(root);
    await document.fonts.ready;
    await drawn();
    return;
  }
  const client = createFakeClient(scene.start(Date.now()));
  const state = createAppState(client, "/");
  state.environment.value = "development";
  // The line is told by an event, as the engine does.
  client.become(client.connection);
  state.loaded();
  const [room] = client.rooms();
  if (room !== undefined && scene.home !== true) state.goToRoom(room, { replace: true });
  Object.assign(window, { state, client });
  render(<App state={state} />, root);
  warmTalk();
  await loadLateParts();
  while (talk.peek() === undefined) await drawn();
  await scene.play?.({
    state,
    client,
    get room() {
      if (room === undefined) throw new Error("no room in this scene");
      return room;
    },
  });
  await document.fonts.ready;
  await drawn();
}

const list = (): void => {
  root.append(
    ...Object.keys(scenes).map((name) => {
      const link = document.createElement("a");
      link.href = `?scene=${name}`;
      link.textContent = name;
      link.style.display = "block";
      return link;
    }),
  );
  document.body.style.overflow = "auto";
};

const { dataset } = document.documentElement;
const name = query.get("scene") ?? "";
const scene = scenes[name];
if (scene === undefined) list();
else await show(scene).catch((error: unknown) => (dataset["problem"] = String(error)));
dataset["scenes"] = Object.keys(scenes).join(" ");
dataset["ready"] = name;
