/**
 * Scenes to look at: every screen and every state of it. Whoever builds a screen adds its scenes to a
 * file in scenes/; pictures, axe and the audits of test/e2e/all-screens.test.ts then see them by themselves.
 */
import { announcementScenes } from "./scenes/announcements.ts";
import { consoleScenes } from "./scenes/console.tsx";
import { dialogScenes, toastScenes } from "./scenes/dialogs.ts";
import { homeScenes } from "./scenes/home.ts";
import { nearbyScenes } from "./scenes/nearby.ts";
import { peopleScenes } from "./scenes/people.ts";
import { roomScenes } from "./scenes/rooms.ts";
import type { Scenes } from "./scenes/scene.ts";

export const scenes: Scenes = {
  ...homeScenes,
  ...roomScenes,
  ...dialogScenes,
  ...peopleScenes,
  ...nearbyScenes,
  ...toastScenes,
  ...announcementScenes,
  ...consoleScenes,
};
