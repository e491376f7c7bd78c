import { test } from "node:test";
import { equal } from "node:assert/strict";
import { exportFileName } from "./export-room.ts";

const day = new Date(Date.UTC(2026, 6, 24, 19));

test("a file is named after its room and its day, in letters that every disk takes", () => {
  equal(exportFileName("Camp Owl", "text", day), "camp-owl-2026-07-24.txt");
  equal(exportFileName("../../Çamp / Öwl?", "json", day), "çamp-öwl-2026-07-24.json");
  equal(exportFileName("مخيم البومة", "text", day), "مخيم-البومة-2026-07-24.txt");
  equal(exportFileName("🦉🦉", "text", day), "room-2026-07-24.txt");
  equal(exportFileName(undefined, "text", day), "room-2026-07-24.txt");
});
