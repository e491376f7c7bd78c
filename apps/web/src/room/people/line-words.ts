/** What a quiet line between messages says. */
import type { QuietLine } from "@festival-chat/client";
import { peopleWords } from "../../strings/people-words.ts";

export function lineWords(line: QuietLine): string {
  const { lines } = peopleWords;
  switch (line.kind) {
    case "slow-mode":
      return line.seconds === 0 ? lines.slowOff : lines.slow(line.seconds);
    case "removed":
      return lines.removed(line.name);
    case "came":
    case "went":
      return lines[line.kind](line.name);
    case "renamed":
    case "locked":
    case "unlocked":
    case "closed":
    case "moved":
      return lines[line.kind];
  }
}
