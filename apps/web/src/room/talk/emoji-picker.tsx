/** More emoji than the six: those used lately, a shelf of common ones, and any by name or typed. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { talkWords } from "../../strings/talk-words.ts";
import { canDrawEmoji } from "./can-draw-emoji.ts";
import { type EmojiEntry, searchEmoji } from "./emoji-search.ts";
import { loadEmojiNames } from "./load-emoji-names.ts";
import { firstEmoji, recentEmoji } from "./recent-emoji.ts";
import { rememberSkinTone, skinTone, skinTones, toned } from "./skin-tone.ts";

// All of them are found by name: this shelf holds what fits a message at a festival.
const shelf = (
  "😀 😄 😁 😆 😂 🤣 🙂 😉 😊 😇 🥰 😍 🤩 😘 😋 😜 🤪 🤗 🤭 🤫 🤔 🤐 😐 😬 🙄 😏 😴 🥱 🤤 😎 🤓 🥳 🥺 😢 😭 😤 😡 🤯 😱 😳 🥵 🥶 🤢 🤮 🤠 😈 💀 👻 🤖 💩 " +
  "🧡 💛 💚 💙 💜 🖤 🤍 💔 💕 💯 ✨ 💥 💫 👍 👎 👏 🙌 🙏 🤝 💪 👌 🤌 ✌️ 🤞 🤘 🤙 👋 👉 👆 👇 👀 🫶 🫡 🕺 💃 🏃 " +
  "🎉 🎊 🎶 🎵 🎸 🥁 🎤 🎧 🎪 🎡 🎢 🎟️ 🎆 🏆 ⚡ 🔥 🌈 ☀️ 🌤️ ⛅ 🌧️ ⛈️ ☔ 💧 ❄️ 🌙 ⭐ 🌻 🌵 🍄 🦉 🐝 🦋 🐙 🦄 " +
  "🍺 🍻 🥂 🍷 🍹 ☕ 🥤 🧊 🍕 🍔 🍟 🌭 🌮 🥙 🍜 🍦 🍩 🍉 🍓 🥑 ⛺ 🔋 📸 📍 🗺️ 🚻 🚿 🩹 🚑 🚌 🚲 🚗 ⏰ ⌛ ✅ ❌ ❓ ❗ ⬆️ ⬇️ ⬅️ ➡️ 1️⃣ 2️⃣ 3️⃣"
).split(" ");

/** Where an arrow goes in rows of equal buttons. */
function arrowTarget(buttons: readonly HTMLElement[], here: number, key: string): number {
  const top = (index: number): number => buttons[index]?.offsetTop ?? 0;
  const firstOfNextRow = buttons.findIndex((_, index) => top(index) > top(0));
  const columns = firstOfNextRow < 0 ? buttons.length : firstOfNextRow;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  return here + (steps[key] ?? 0);
}

/** One stop for Tab; inside, arrows. */
function Shelf({
  name,
  emojis,
  pick,
}: {
  readonly name: string;
  readonly emojis: readonly string[];
  readonly pick: (emoji: string) => void;
}) {
  return (
    <div
      class="shelf"
      role="group"
      aria-label={name}
      onKeyDown={(event) => {
        const buttons = [...event.currentTarget.querySelectorAll("button")];
        const here = buttons.findIndex((one) => one === document.activeElement);
        const next = arrowTarget(buttons, here, event.key);
        if (next === here || buttons[next] === undefined) return;
        event.preventDefault();
        buttons[next].focus();
      }}
    >
      {emojis.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          class="emoji"
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => pick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

/** What a screen can show of what was found. */
const mostFound = 48;

/** The emoji in `typed` itself, else those that are called so and that this phone has. */
function findEmoji(typed: string, names: readonly EmojiEntry[] | undefined): readonly string[] {
  const itself = firstEmoji(typed);
  if (itself !== undefined) return [itself];
  const found: string[] = [];
  for (const emoji of searchEmoji(names ?? [], typed)) {
    if (found.length === mostFound) break;
    if (canDrawEmoji(emoji)) found.push(emoji);
  }
  return found;
}

export function EmojiPicker({ pick }: { readonly pick: (emoji: string) => void }) {
  const recent = useRef(recentEmoji()).current;
  const [typed, setTyped] = useState("");
  const [tone, setTone] = useState(skinTone);
  const [names, setNames] = useState<readonly EmojiEntry[] | "none" | undefined>(undefined);
  const [missed, setMissed] = useState(false);
  const looking = typed.trim() !== "";
  useEffect(() => {
    if (looking) void loadEmojiNames().then(setNames, () => setNames("none"));
  }, [looking]);
  const known = names === "none" ? undefined : names;
  const found = useMemo(() => findEmoji(typed, known), [typed, known]);
  const { reactions } = talkWords;
  const said = (): string | undefined => {
    if (!looking || (found.length === 0 && names === undefined)) return undefined;
    if (found.length > 0) return reactions.found(found.length);
    return names === "none" ? reactions.noNames : reactions.notFound;
  };
  return (
    <>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          setMissed(first === undefined);
          if (first !== undefined) pick(firstEmoji(typed) ?? toned(first, tone));
        }}
      >
        <label class="field">
          <span>{reactions.search}</span>
          <span class="emoji-row">
            <input
              value={typed}
              maxLength={64}
              autocomplete="off"
              autocapitalize="none"
              enterkeyhint="done"
              dir="auto"
              onInput={(event) => {
                setTyped(event.currentTarget.value);
                setMissed(false);
              }}
            />
            <button type="submit" class="button">
              {reactions.give}
            </button>
          </span>
        </label>
      </form>
      {missed && found.length === 0 ? (
        <p class="problem" role="alert">
          {said()}
        </p>
      ) : (
        <p class={found.length > 0 ? "visually-hidden" : "explain shelf-said"} role="status">
          {said()}
        </p>
      )}
      {looking && found.length > 0 && (
        <Shelf
          name={reactions.all}
          emojis={found.map((emoji) => (firstEmoji(typed) ? emoji : toned(emoji, tone)))}
          pick={pick}
        />
      )}
      {!looking && recent.length > 0 && (
        <>
          <h3 class="shelf-title">{reactions.recent}</h3>
          <Shelf name={reactions.recent} emojis={recent} pick={pick} />
          <h3 class="shelf-title">{reactions.all}</h3>
        </>
      )}
      {!looking && (
        <Shelf name={reactions.all} emojis={shelf.map((emoji) => toned(emoji, tone))} pick={pick} />
      )}
      <div class="tones" role="group" aria-label={reactions.tone}>
        {skinTones.map((one, index) => (
          <button
            key={one}
            type="button"
            class="emoji"
            aria-pressed={one === tone}
            aria-label={reactions.tones[index]}
            onClick={() => {
              rememberSkinTone(one);
              setTone(one);
            }}
          >
            {toned("✋", one)}
          </button>
        ))}
      </div>
    </>
  );
}
