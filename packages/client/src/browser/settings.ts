/**
 * Keeps the engine's settings fresh: remembered ones at once, then what /config.json says.
 *
 * The text of the last good answer is kept in the store, because a festival's network is away just
 * when people open the app. A failed question is asked again whenever a hint says it may work.
 */
import type { Result } from "@festival-chat/protocol/wire";
import type { ClientSettings } from "../api.ts";
import { type Config, type ConfigProblem, parseConfig } from "../config.ts";
import type { Store } from "../ports.ts";

export interface SettingsOptions {
  readonly origin: string;
  readonly store: Store;
  readonly load: () => Promise<Result<Config, ConfigProblem>>;
  readonly configure: (settings: ClientSettings) => void;
  /** Hears every answer, the bad ones too. */
  readonly answered: (answer: Result<Config, ConfigProblem>) => void;
}

export interface Settings {
  /** Settles when remembered settings, if any, are in use; never waits for the network. */
  recall(): Promise<void>;
  /**
   * Settles when settings of this relay are in use, or when it has not told them in time: what is
   * derived from them (rooms by words) would be another thing under the assumed ones.
   */
  known(): Promise<void>;
  /** Asks the relay unless it has answered or is being asked. */
  refresh(): void;
}

/** Name of the setting that holds the text. */
const KEY = "config";

export function createSettings(options: SettingsOptions): Settings {
  const { origin, store, load, configure, answered } = options;
  let state: "unknown" | "asking" | "known" = "unknown";
  let remembered: string | undefined;
  let asking: Promise<void> = Promise.resolve();
  let recalling: Promise<void> = Promise.resolve();

  const ask = async (): Promise<void> => {
    state = "asking";
    const answer = await load();
    state = answer.ok ? "known" : "unknown";
    if (answer.ok) {
      configure(answer.value.settings);
      const { text } = answer.value;
      // Not kept where storage fails: the engine has told the person about that already.
      if (text !== remembered) await store.commit([{ kind: "putSetting", key: KEY, value: text }]);
      remembered = text;
    }
    answered(answer);
  };
  const recall = async (): Promise<void> => {
    const kept = await store.setting(KEY);
    if (!kept.ok || kept.value === undefined) return;
    const settings = parseConfig(kept.value, origin);
    if (!settings.ok || state === "known") return;
    remembered = kept.value;
    configure(settings.value);
  };
  const refresh = (): void => {
    if (state === "unknown") asking = ask();
  };
  return {
    recall: () => (recalling = recall()),
    refresh,
    async known() {
      await recalling;
      if (remembered !== undefined || state === "known") return;
      refresh();
      await asking;
    },
  };
}
