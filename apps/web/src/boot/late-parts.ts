/**
 * Parts of the app that come behind the room: whoever scans a code needs the room first, and gets
 * home, and what is said rarely, right after it.
 */
import { signal } from "@preact/signals";
import type { HomeSide, PosterPane } from "../home/home-side.tsx";
import type { NotLetIn } from "../room/not-let-in.tsx";
import stylesAddress from "../style/home.css?url";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import type { ToastBar } from "../ui/toast-bar.tsx";

interface LateParts {
  readonly HomeSide: typeof HomeSide;
  readonly PosterPane: typeof PosterPane;
  readonly NotLetIn: typeof NotLetIn;
  readonly ToastBar: typeof ToastBar;
}

/** Undefined until they were loaded. */
export const lateParts = signal<LateParts | undefined>(undefined);

let loading = false;

/** Loads the parts unless they are here or on their way. A failure is forgotten: ask again. */
export async function loadLateParts(): Promise<void> {
  if (loading || lateParts.peek() !== undefined) return;
  loading = true;
  try {
    // The build makes one file of them.
    const [home, notLetIn, toasts] = await Promise.all([
      import("../home/home-side.tsx"),
      import("../room/not-let-in.tsx"),
      import("../ui/toast-bar.tsx"),
      lateStyles(stylesAddress),
      loadLateStyles(),
    ]);
    lateParts.value = { ...home, ...notLetIn, ...toasts };
  } catch {
    // No signal: whoever goes home asks again.
  } finally {
    loading = false;
  }
}
