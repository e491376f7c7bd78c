/** What comes right behind the room, in one value, so that one file is fetched for it. */
import { ConnectionMore } from "../connection/connection-more.tsx";
import { Passed } from "../nearby/passed.tsx";
import { ElsewhereBadge } from "../reach/elsewhere-badge.tsx";
import { ComposerNote } from "../room/composer-note.tsx";
import { LinkedText } from "../room/linked-text.tsx";
import { ListAid } from "../room/long/list-aid.tsx";
import { RemovedWords } from "../room/long/removed-words.tsx";
import { NotLetIn } from "../room/not-let-in.tsx";
import { UnsentActions } from "../room/unsent-actions.tsx";
import { withLines } from "../room/people/with-lines.tsx";
import { NoticeBar } from "../ui/notice-bar.tsx";
import { late } from "../strings/late.ts";
import { startWords } from "./start-words.ts";
import { Overlays } from "../ui/overlays.tsx";

export const behindTheRoom = {
  ComposerNote,
  /** What the connection's line does when pressed, and since when there is no signal. */
  ConnectionMore,
  ElsewhereBadge,
  /** Until it is here, addresses in messages are plain text. */
  LinkedText,
  /** Until it is here, only the end of a list is drawn. */
  ListAid,
  NotLetIn,
  NoticeBar,
  Overlays,
  /** How many phones nearby have a message that waits here. */
  Passed,
  RemovedWords,
  startWords,
  /** What one can do about a message that does not go. */
  UnsentActions,
  withLines,
  late,
} as const;
