/** Chooses the language of the app. */
import { useEffect, useState } from "preact/hooks";
import type { AppState } from "../state.ts";
import { languageNames } from "../strings/language-names.ts";
import { late } from "../strings/late.ts";
import { pseudoName, pseudoTag } from "../strings/pseudo.ts";

/** The language the page is in. */
const spokenNow = (): string => document.documentElement.dataset["spoken"] ?? "en";

/** The page is drawn afresh in other words: who chose them is still at it. */
let chosen = false;

export function LanguageSelect({ state }: { readonly state: AppState }) {
  const [failed, setFailed] = useState(false);
  const choose = async (tag: string): Promise<void> => {
    setFailed(false);
    chosen = true;
    try {
      const { chooseLanguage } = await import("../strings/speak.ts");
      setFailed(!(await chooseLanguage(tag)));
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => {
    chosen = false;
  }, []);
  const environment = state.environment.value;
  const forMakers = environment !== undefined && environment !== "production";
  return (
    <label class="field">
      <span>{late.language.title}</span>
      <select
        class="language"
        autofocus={chosen}
        value={spokenNow()}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        {Object.entries(languageNames).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
        {forMakers && <option value={pseudoTag}>{pseudoName}</option>}
      </select>
      {failed && (
        <span class="problem" role="alert">
          {late.language.failed}
        </span>
      )}
    </label>
  );
}
