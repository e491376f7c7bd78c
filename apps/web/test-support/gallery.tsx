/** Shows one scene: gallery.html?scene=room. For eyes and screenshots. */
import { render } from "preact";
import { App } from "../src/app.tsx";
import { loadDisplayFace } from "../src/boot/display-face.ts";
import { loadLateParts } from "../src/boot/late-parts.ts";
import { startTheme } from "../src/boot/theme.ts";
import { watchWidth } from "../src/boot/wide-screen.ts";
import { createAppState } from "../src/state.ts";
import "../src/style/style.css";
import { createFakeClient } from "./fake-client.ts";
import { sceneOf } from "./scenes.ts";

const query = new URLSearchParams(location.search);
const scene = query.get("scene") ?? "empty";
const client = createFakeClient(sceneOf(scene, Date.now()));
startTheme();
watchWidth();
loadDisplayFace();
const state = createAppState(client, "/");
state.loaded();
void loadLateParts();
state.environment.value = "development";
const [room] = client.rooms();
if (room !== undefined && scene !== "home") state.goToRoom(room, { replace: true });
Object.assign(window, { state, client });
const root = document.querySelector("#app");
if (root !== null) render(<App state={state} />, root);
