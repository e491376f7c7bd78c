/**
 * Keeps the composer above the keyboard where the browser does not resize the page for it (iOS).
 *
 * The visual viewport is followed only while it is clearly smaller than the page: at other times
 * its numbers are noise from browser bars that come and go.
 */
const keyboardPixels = 120;

/** Starts following; harmless where there is no visual viewport. */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const root = document.documentElement;
  const update = (): void => {
    const covered = window.innerHeight - viewport.height > keyboardPixels && viewport.scale === 1;
    if (covered) {
      root.style.setProperty("--page-height", `${Math.round(viewport.height)}px`);
      window.scrollTo(0, 0);
    } else {
      root.style.removeProperty("--page-height");
    }
  };
  viewport.addEventListener("resize", update);
  viewport.addEventListener("scroll", update);
  // The touch that fetched this may have opened it.
  update();
}
