/** One tap from Night to Noon and back: what somebody in sudden sunlight needs. */
import { chooseTheme } from "../boot/choose-theme.ts";
import { theme } from "../boot/theme.ts";
import { late } from "../strings/late.ts";
import { LateIcon } from "./late-icons.tsx";

export function ThemeToggle() {
  const night = theme.value === "night";
  return (
    <button
      type="button"
      class="icon-button theme-toggle"
      aria-label={night ? late.theme.toNoon : late.theme.toNight}
      onClick={() => chooseTheme(night ? "noon" : "night")}
    >
      <LateIcon name={night ? "sun" : "moon"} />
    </button>
  );
}
