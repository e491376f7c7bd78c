/** The browser's own offer to install, kept until somebody asks for it. */
import { signal } from "@preact/signals";

/** The event of Chromium (not in any standard): prompt() may be called once. */
interface InstallEvent extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

const isInstallEvent = (event: Event): event is InstallEvent => "prompt" in event;

/** Undefined where the browser has not offered it, or not yet. */
export const installPrompt = signal<InstallEvent | undefined>(undefined);

/** Starts listening; the browser offers it once, soon after the page was loaded. */
export function catchInstallPrompt(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    if (!isInstallEvent(event)) return;
    event.preventDefault();
    installPrompt.value = event;
  });
  window.addEventListener("appinstalled", () => (installPrompt.value = undefined));
}
