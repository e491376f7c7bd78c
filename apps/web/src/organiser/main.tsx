/** The organiser's console: a page of its own beside the app, which shares nothing with a visitor's first load. */
import { render } from "preact";
import { loadDisplayFace } from "../boot/display-face.ts";
import { startTheme } from "../boot/theme.ts";
import "../style/tokens.css";
import "../style/base.css";
import "../style/late.css";
import "../style/invite.css";
import "../style/announcements.css";
import "../style/organiser.css";
import "../style/organiser-views.css";
import { pageTransport } from "./api.ts";
import { Console } from "./console.tsx";
import { createDesk } from "./desk.ts";
import { parsePlace } from "./place.ts";

startTheme();
loadDisplayFace();
const desk = createDesk(pageTransport, location.hash);
addEventListener("hashchange", () => desk.go(parsePlace(location.hash)));
const root = document.querySelector("#organiser");
if (root !== null) render(<Console desk={desk} />, root);
void desk.refresh().then((fault) => fault && desk.complain(fault));
