/** One tap from Night to Noon and back: what somebody in sudden sunlight needs. */
import { chooseTheme, theme } from "../boot/theme.ts";
import { t } from "../strings/t.ts";
import { Icon } from "./icons.tsx";

export function ThemeToggle() {
  const night = theme.value === "night";
  return (
    <button
      type="button"
      class="icon-button theme-toggle"
      aria-label={night ? t.theme.toNoon : t.theme.toNight}
      onClick={() => chooseTheme(night ? "noon" : "night")}
    >
      <Icon name={night ? "sun" : "moon"} />
    </button>
  );
}
