import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { reportText } from "./report.ts";

test("a report tells what was found, on what, and what to do", () => {
  const device = {
    origin: "https://chat.example",
    version: "abc123",
    environment: "staging",
    browser: "Browser 1",
    at: new Date(0),
  };
  const text = reportText(device, [
    { name: "reach", kind: "passed", found: "answers with 200" },
    { name: "upgrade", kind: "failed", found: "closed", advice: "Look.", fault: "no-link" },
    { name: "join", kind: "skipped", because: "upgrade" },
  ]);
  deepEqual(text.split("\n"), [
    "festival-chat abc123, staging",
    "https://chat.example",
    "1970-01-01T00:00:00.000Z",
    "Browser 1",
    "ok      reach: answers with 200",
    "FAILED  upgrade: no-link: closed. Look.",
    "skipped join: needs upgrade",
  ]);
});
