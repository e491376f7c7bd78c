/** An important announcement that just came: the strip, unfolded until it was read. */
import { announcementWords } from "../strings/announcement-words.ts";
import type { Reading } from "./reading.ts";
import { OrganiserSign } from "./sign.tsx";
import { levelWords } from "./strip.tsx";
import { lateWords, whenWords } from "./when.ts";

export function AnnouncementNotice({
  reading,
  open,
  read,
}: {
  readonly reading: Reading;
  readonly open: () => void;
  readonly read: () => void;
}) {
  const { level, text } = reading;
  const late = lateWords(reading, reading.reachedAt);
  const why = text.action === "" ? "" : text.title;
  return (
    <div class="organiser-notice" data-level={level}>
      <div class="organiser-notice-words">
        <p class="organiser-level">
          <OrganiserSign />
          {levelWords(level)}
          <span class="organiser-time">{whenWords(reading)}</span>
        </p>
        <div lang={text.language} dir="auto">
          <p class="organiser-head">{text.action === "" ? text.title : text.action}</p>
          {why !== "" && <p class="organiser-why">{why}</p>}
          <p class="organiser-body">{text.body}</p>
        </div>
        {late !== undefined && <p class="organiser-late">{late}</p>}
        <p class="organiser-foot">{announcementWords.footer}</p>
      </div>
      <div class="organiser-notice-acts">
        <button type="button" class="organiser-act first" onClick={read}>
          {announcementWords.read}
        </button>
        {reading.texts.length > 1 && (
          <button type="button" class="organiser-act" aria-haspopup="dialog" onClick={open}>
            {announcementWords.language}
          </button>
        )}
      </div>
    </div>
  );
}
