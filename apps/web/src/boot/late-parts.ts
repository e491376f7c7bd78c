/**
 * Parts of the app that come behind the room: whoever scans a code needs the room first, and gets
 * home, and what is said rarely, right after it.
 */
import { signal } from "@preact/signals";
import type { ConnectionMore } from "../connection/connection-more.tsx";
import type { HomeSide, PosterPane } from "../home/home-side.tsx";
import type { LinkedText } from "../room/linked-text.tsx";
import type { NotLetIn } from "../room/not-let-in.tsx";
import stylesAddress from "../style/home.css?url";
import type { RefusedActions } from "../room/refused-actions.tsx";
import type { Dialogs } from "../ui/dialogs.tsx";
import { tongue } from "../strings/words.ts";
import { lateStyles, loadLateStyles } from "../ui/late-styles.ts";
import type { NoticeBar } from "../ui/notice-bar.tsx";
import type { ToastBar } from "../ui/toast-bar.tsx";

interface LateParts {
  readonly HomeSide: typeof HomeSide;
  readonly PosterPane: typeof PosterPane;
  readonly NotLetIn: typeof NotLetIn;
  readonly ToastBar: typeof ToastBar;
  readonly NoticeBar: typeof NoticeBar;
  readonly Dialogs: typeof Dialogs;
  readonly RefusedActions: typeof RefusedActions;
  /** What the connection's line does when pressed, and since when there is no signal. */
  readonly ConnectionMore: typeof ConnectionMore;
  /** Until it is here, addresses in messages are plain text. */
  readonly LinkedText: typeof LinkedText;
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
    const [home, notLetIn, toasts, notices, dialogs, links, refused, more] = await Promise.all([
      import("../home/home-side.tsx"),
      import("../room/not-let-in.tsx"),
      import("../ui/toast-bar.tsx"),
      import("../ui/notice-bar.tsx"),
      import("../ui/dialogs.tsx"),
      import("../room/linked-text.tsx"),
      import("../room/refused-actions.tsx"),
      import("../connection/connection-more.tsx"),
      lateStyles(stylesAddress),
      loadLateStyles(),
      tongue.behind,
    ]);
    lateParts.value = {
      ...home,
      ...notLetIn,
      ...toasts,
      ...notices,
      ...dialogs,
      ...links,
      ...refused,
      ...more,
    };
  } catch {
    // No signal: whoever goes home asks again.
  } finally {
    loading = false;
  }
}
