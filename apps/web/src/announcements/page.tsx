/** A whole announcement: what to do first, then why, then until when; the same in the console's preview. */
import { useState } from "preact/hooks";
import { announcementWords } from "../strings/announcement-words.ts";
import { LateIcon } from "../ui/late-icons.tsx";
import { NeedHelp } from "./need-help.tsx";
import type { Reading } from "./reading.ts";
import { OrganiserSign } from "./sign.tsx";
import { levelWords } from "./strip.tsx";
import { lateWords, whenWords } from "./when.ts";
import { languageName } from "./words-for.ts";

export interface PageActs {
  readonly choose: (language: string) => void;
  readonly read: () => void;
  readonly askHelp: () => void;
  readonly fold: () => void;
}

export function AnnouncementPage({
  id,
  reading,
  acts,
  others,
}: {
  /** For what names and describes it. */
  readonly id: string;
  readonly reading: Reading;
  readonly acts: PageActs;
  /** The ways to what else stands. */
  readonly others?: preact.ComponentChildren;
}) {
  const [helping, setHelping] = useState(false);
  const { level, text, texts } = reading;
  const late = lateWords(reading, reading.reachedAt);
  const [head, why] = text.action === "" ? [text.title, ""] : [text.action, text.title];
  return (
    <div class="organiser-page" data-level={level}>
      <div class="organiser-hatch" aria-hidden="true" />
      <div class="organiser-top">
        <OrganiserSign />
        <p class="organiser-level">
          {levelWords(level)}
          <span class="organiser-from">{announcementWords.region}</span>
        </p>
        <button
          type="button"
          class="icon-button"
          aria-label={announcementWords.fold}
          onClick={acts.fold}
        >
          <LateIcon name="minus" />
        </button>
      </div>
      {helping ? (
        <NeedHelp id={id} back={() => setHelping(false)} />
      ) : (
        <>
          <div class="organiser-words">
            <h2
              id={`${id}-head`}
              class="organiser-title"
              tabIndex={-1}
              lang={text.language}
              dir="auto"
            >
              {head}
            </h2>
            <div id={`${id}-words`} class="organiser-body" lang={text.language} dir="auto">
              {why !== "" && <p class="organiser-why">{why}</p>}
              {text.body !== "" && <p>{text.body}</p>}
            </div>
            <p class="organiser-when">{whenWords(reading)}</p>
            {late !== undefined && <p class="organiser-late">{late}</p>}
            {texts.length > 1 && (
              <label class="organiser-languages">
                <span>{announcementWords.language}</span>
                <select
                  value={text.language}
                  onChange={(event) => acts.choose(event.currentTarget.value)}
                >
                  {texts.map(({ language }) => (
                    <option key={language} value={language} lang={language}>
                      {languageName(language)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {others}
          </div>
          <div class="organiser-acts">
            <button type="button" class="organiser-act first" onClick={acts.read}>
              {announcementWords.read}
            </button>
            {level === "emergency" && (
              <button
                type="button"
                class="organiser-act"
                onClick={() => {
                  acts.askHelp();
                  setHelping(true);
                }}
              >
                {announcementWords.help}
              </button>
            )}
            <p class="organiser-foot">{announcementWords.footer}</p>
          </div>
        </>
      )}
    </div>
  );
}
