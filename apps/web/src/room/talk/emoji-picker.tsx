/** More emoji than the six: those used lately, a shelf of common ones, and any that can be typed. */
import { useRef, useState } from "preact/hooks";
import { talkWords } from "../../strings/talk-words.ts";
import { firstEmoji, recentEmoji } from "./recent-emoji.ts";
import { rememberSkinTone, skinTone, skinTones, toned } from "./skin-tone.ts";

// The phone's own keyboard has all of them: this shelf holds what fits a message at a festival.
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

export function EmojiPicker({ pick }: { readonly pick: (emoji: string) => void }) {
  const recent = useRef(recentEmoji()).current;
  const [typed, setTyped] = useState("");
  const [tone, setTone] = useState(skinTone);
  const [wrong, setWrong] = useState(false);
  return (
    <>
      {recent.length > 0 && (
        <>
          <h3 class="shelf-title">{talkWords.reactions.recent}</h3>
          <Shelf name={talkWords.reactions.recent} emojis={recent} pick={pick} />
          <h3 class="shelf-title">{talkWords.reactions.all}</h3>
        </>
      )}
      <Shelf
        name={talkWords.reactions.all}
        emojis={shelf.map((emoji) => toned(emoji, tone))}
        pick={pick}
      />
      <div class="tones" role="group" aria-label={talkWords.reactions.tone}>
        {skinTones.map((one, index) => (
          <button
            key={one}
            type="button"
            class="emoji"
            aria-pressed={one === tone}
            aria-label={talkWords.reactions.tones[index]}
            onClick={() => {
              rememberSkinTone(one);
              setTone(one);
            }}
          >
            {toned("✋", one)}
          </button>
        ))}
      </div>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          const emoji = firstEmoji(typed);
          setWrong(emoji === undefined);
          if (emoji !== undefined) pick(emoji);
        }}
      >
        <label class="field">
          <span>{talkWords.reactions.other}</span>
          <span class="emoji-row">
            <input
              value={typed}
              maxLength={64}
              autocomplete="off"
              enterkeyhint="done"
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
            <button type="submit" class="button">
              {talkWords.reactions.give}
            </button>
          </span>
        </label>
        {wrong && (
          <p class="problem" role="alert">
            {talkWords.reactions.notOne}
          </p>
        )}
      </form>
    </>
  );
}
