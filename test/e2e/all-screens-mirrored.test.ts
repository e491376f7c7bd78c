/** Every scene of the gallery from right to left, with letters twice as large, and on a desk. */
import { violations } from "./axe.ts";
import { everyScreen } from "./every-screen.ts";
import { look } from "./gallery-page.ts";
import { sticksOut } from "./sticks-out.ts";

const desk = { width: 1280, height: 800 };

everyScreen("right to left", "ar", ["shown", "axe", "fit"], async (page, tell) => {
  await look(page, "noon", "200%");
  tell("axe", "noon 200 %", await violations(page, "shape"));
  await look(page, "noon", "100%");
  await page.setViewportSize(desk);
  tell("fit", "desk", await sticksOut(page));
});
