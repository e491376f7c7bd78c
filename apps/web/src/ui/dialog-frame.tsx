/** The frame of every dialog: the browser's own, so that focus, Esc and the back layer are its work. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { late } from "../strings/late.ts";
import { LateIcon } from "./late-icons.tsx";

export function DialogFrame({
  name,
  title = name,
  kind = "sheet",
  closable = true,
  onClose,
  children,
}: {
  /** Accessible name. */
  readonly name: string;
  /** Shown title; the name unless told. */
  readonly title?: ComponentChildren;
  /** Classes that say how it looks. */
  readonly kind?: "sheet" | "wide" | "paper" | `paper ${string}`;
  /** Whether there is a way past it. */
  readonly closable?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close();
      // By hand: a dialog that leaves the page with its closing takes the focus with it. What was
      // done in it may have put the focus elsewhere on purpose.
      const { activeElement } = document;
      const lost = activeElement === document.body || dialog?.contains(activeElement) === true;
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${kind}`}
      aria-label={name}
      onClose={(event) => {
        // Closed by leaving the page, where the same dialog may be drawn afresh in other words.
        if (!event.currentTarget.isConnected) return;
        // A browser closes at the second Esc whatever it is told.
        if (closable) onClose();
        else event.currentTarget.showModal();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2>{title}</h2>
          {closable && (
            <button
              type="button"
              class="icon-button"
              aria-label={late.invite.close}
              onClick={onClose}
            >
              <LateIcon name="close" />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
