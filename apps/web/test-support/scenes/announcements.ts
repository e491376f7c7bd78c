/** What the organiser says, on the screens of people who were busy with something else. */
import type { HeldAnnouncement } from "@festival-chat/client/announcements";
import {
  type AnnouncementLevel,
  type AnnouncementText,
  parseAnnouncementId,
} from "@festival-chat/protocol/wire";
import { drawSurface } from "../../src/announcements/start-announcements.tsx";
import { camp } from "./rooms.ts";
import { appears, type Scene, type Scenes } from "./scene.ts";

const minute = 60_000;

const texts: Readonly<Record<AnnouncementLevel, readonly AnnouncementText[]>> = {
  info: [
    {
      language: "en",
      title: "Fresh water at gate C and behind the kitchen",
      body: "Bring your own bottle.",
      action: "",
    },
  ],
  important: [
    {
      language: "en",
      title: "Lightning is near",
      body: "The show stops for a while. Metal poles and open ground are not safe. We tell you here when it goes on.",
      action: "Leave the field and wait in your car",
    },
    {
      language: "de",
      title: "Gewitter in der Nähe",
      body: "Die Show macht Pause. Wir sagen hier, wann es weitergeht.",
      action: "Verlasst das Feld und wartet im Auto",
    },
    {
      language: "ar",
      title: "البرق قريب",
      body: "يتوقف العرض قليلا. سنخبركم هنا متى يستمر.",
      action: "غادروا الساحة وانتظروا في السيارة",
    },
  ],
  emergency: [
    {
      language: "en",
      title: "Fire near the main stage",
      body: "Walk, do not run. Leave your things.",
      action: "Go to car park B now",
    },
    {
      language: "de",
      title: "Feuer an der Hauptbühne",
      body: "Geht, rennt nicht. Lasst alles liegen.",
      action: "Geht jetzt zum Parkplatz B",
    },
    {
      language: "ar",
      title: "حريق قرب المسرح الرئيسي",
      body: "امشوا ولا تركضوا. اتركوا أغراضكم.",
      action: "اذهبوا الآن إلى موقف السيارات B",
    },
  ],
};

let count = 0;

/** An announcement of this level, as a phone holds it. */
function held(
  level: AnnouncementLevel,
  shown: HeldAnnouncement["shown"],
  late = false,
): HeldAnnouncement {
  const now = Date.now();
  const id = parseAnnouncementId((++count).toString(16).padStart(32, "0"));
  if (id === undefined) throw new Error("no announcement id");
  return {
    frame: new Uint8Array(),
    reachedAt: late ? now : now - 5 * minute,
    marks: [],
    told: [],
    shown,
    statement: {
      id,
      revision: level === "info" ? 1 : 3,
      whole: true,
      level,
      environment: "development",
      eventTag: "owl-2026",
      issuedAt: now - (late ? 31 : 5) * minute,
      expiresAt: now + 60 * minute,
      nextUpdate: level === "info" ? 0 : now + 10 * minute,
      rooms: [],
      withdrawn: false,
      texts: texts[level],
    },
  };
}

const nothing = (): void => undefined;

const scene = (standing: () => readonly HeldAnnouncement[], more: Partial<Scene> = {}): Scene => ({
  start: (now) => ({ rooms: [camp(now)] }),
  ...more,
  async play(stage) {
    await drawSurface(standing(), { opened: nothing, askHelp: nothing, resize: nothing });
    await appears(".organiser [data-level]");
    await more.play?.(stage);
  },
});

export const announcementScenes: Scenes = {
  "announcement-info": scene(() => [held("info", "whole")], { home: true }),
  "announcement-important": scene(() => [held("important", "whole", true)]),
  "announcement-emergency": scene(() => [held("emergency", "whole", true), held("info", "strip")]),
  "announcement-emergency-strip": scene(() => [
    held("emergency", "strip"),
    held("important", "strip"),
  ]),
  "announcement-help": scene(() => [held("emergency", "whole")], {
    play: async () => (await appears(".organiser-act:not(.first)")).click(),
  }),
};
