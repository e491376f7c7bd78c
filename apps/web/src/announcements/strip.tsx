/** An announcement as a strip over everything else: the field, the hatch and the sign of the organiser. */
import type { AnnouncementLevel } from "@festival-chat/protocol/wire";
import { announcementWords } from "../strings/announcement-words.ts";
import { LateIcon } from "../ui/late-icons.tsx";
import type { Reading } from "./reading.ts";
import { OrganiserSign } from "./sign.tsx";
import { whenWords } from "./when.ts";

export const levelWords = (level: AnnouncementLevel): string => announcementWords[level];

export function AnnouncementStrip({
  reading,
  more = 0,
  open,
  hide,
}: {
  readonly reading: Reading;
  /** How many others there are. */
  readonly more?: number;
  readonly open: () => void;
  /** Undefined: it stays. */
  readonly hide: (() => void) | undefined;
}) {
  const { level, text } = reading;
  return (
    <div class="organiser-strip" data-level={level}>
      <button type="button" class="organiser-open" aria-haspopup="dialog" onClick={open}>
        <OrganiserSign />
        <span class="organiser-line">
          <span class="organiser-level">
            {levelWords(level)}
            <span class="organiser-time">{whenWords(reading)}</span>
            {more > 0 && <span class="organiser-more">{announcementWords.more(more)}</span>}
          </span>
          <strong class="organiser-head" lang={text.language} dir="auto">
            {text.action === "" ? text.title : text.action}
          </strong>
        </span>
      </button>
      {hide !== undefined && (
        <button
          type="button"
          class="icon-button organiser-hide"
          aria-label={announcementWords.hide}
          onClick={hide}
        >
          <LateIcon name="close" />
        </button>
      )}
    </div>
  );
}
