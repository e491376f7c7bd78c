/** An announcement over the whole screen. An emergency takes the focus, and can be made small, not closed. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { AnnouncementPage, type PageActs } from "./page.tsx";
import type { Reading } from "./reading.ts";

export function AnnouncementSheet({
  reading,
  acts,
  others,
}: {
  readonly reading: Reading;
  readonly acts: PageActs;
  readonly others?: preact.ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    // Not a button: whoever is typing must not press it by accident.
    dialog?.querySelector("h2")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class="organiser-sheet"
      data-level={reading.level}
      role={reading.level === "emergency" ? "alertdialog" : undefined}
      aria-labelledby={`${id}-head`}
      aria-describedby={`${id}-words`}
      onCancel={(event) => {
        event.preventDefault();
        acts.fold();
      }}
      onClose={acts.fold}
    >
      <AnnouncementPage id={id} reading={reading} acts={acts} others={others} />
    </dialog>
  );
}
