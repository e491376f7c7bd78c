/** The words of an announcement, one language at a time. */
import type { AnnouncementText } from "@festival-chat/protocol/wire";
import { limits } from "@festival-chat/protocol/wire";
import { languageName } from "../announcements/words-for.ts";
import { consoleWords } from "../strings/console/en.ts";
import { languageNames } from "../strings/language-names.ts";
import { bytesLeft, emptyText, type mostBytes } from "./draft.ts";
import { Choice, TextField } from "./parts.tsx";

/** Few enough that it is worth saying. */
const fewBytes = 60;

export function WriteTexts({
  texts,
  language,
  choose,
  change,
}: {
  readonly texts: readonly AnnouncementText[];
  /** The one on the screen. */
  readonly language: string;
  readonly choose: (language: string) => void;
  readonly change: (texts: readonly AnnouncementText[]) => void;
}) {
  const words = consoleWords.compose;
  const text = texts.find((one) => one.language === language);
  if (text === undefined) return null;
  const missing = Object.keys(languageNames).filter(
    (tag) => !texts.some((one) => one.language === tag),
  );
  const write = (field: keyof typeof mostBytes, value: string): void =>
    change(texts.map((one) => (one === text ? { ...one, [field]: value } : one)));
  const note = (field: keyof typeof mostBytes) => {
    const left = bytesLeft(text, field);
    if (left >= fewBytes) return undefined;
    return left < 0
      ? { words: words.tooLong(-left), isProblem: true }
      : { words: words.left(left), isProblem: false };
  };
  return (
    <div class="desk-texts">
      <div class="desk-pair">
        <Choice
          words={words.language}
          value={language}
          choices={texts.map((one) => [one.language, languageName(one.language)] as const)}
          change={choose}
        />
        {missing.length > 0 && texts.length < limits.announcementTexts && (
          <Choice
            words={words.add}
            value=""
            choices={[
              ["", consoleWords.none],
              ...missing.map((tag) => [tag, languageNames[tag] ?? tag] as const),
            ]}
            change={(tag) => {
              if (tag === "") return;
              change([...texts, emptyText(tag)]);
              choose(tag);
            }}
          />
        )}
      </div>
      {texts.length > 1 && <p class="explain">{words.first}</p>}
      <TextField
        words={words.action}
        hint={words.actionHint}
        value={text.action}
        lang={language}
        note={note("action")}
        change={(value) => write("action", value)}
      />
      <TextField
        words={words.heading}
        value={text.title}
        lang={language}
        note={note("title")}
        change={(value) => write("title", value)}
      />
      <TextField
        words={words.body}
        value={text.body}
        lang={language}
        rows={3}
        note={note("body")}
        change={(value) => write("body", value)}
      />
      {texts.length > 1 && (
        <button
          type="button"
          class="text-button"
          onClick={() => {
            const rest = texts.filter((one) => one !== text);
            change(rest);
            choose(rest[0]?.language ?? "en");
          }}
        >
          {words.remove(languageName(language))}
        </button>
      )}
    </div>
  );
}
