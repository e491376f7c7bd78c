/** Print a poster: how it will look, the one thing to fill in, and the button. */
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AppState, Dialog } from "../state.ts";
import { bring } from "../strings/bring.ts";
import stylesAddress from "../style/invite.css?url";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { lateStyles } from "../ui/late-styles.ts";
import { PosterSheet } from "./poster-sheet.tsx";

export const posterStyles = (): Promise<void> => lateStyles(stylesAddress);

/** Names of networks have at most 32 bytes (IEEE 802.11). */
const longestNetworkName = 32;

export function PosterDialog({
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [wifi, setWifi] = useState("");
  const preview = useRef<HTMLDivElement>(null);
  const room = dialog.kind === "poster" ? dialog.room : undefined;

  useEffect(() => {
    if (room === undefined) return;
    // What is printed stands beside the app: a dialog prints as the part of it that is on screen.
    const paper = document.createElement("div");
    paper.className = "print-only";
    document.body.append(paper);
    render(<PosterSheet room={room} wifi={wifi.trim()} />, paper);
    return () => {
      render(null, paper);
      paper.remove();
    };
  }, [room, wifi]);
  useEffect(() => {
    const frame = preview.current;
    const sheet = frame?.firstElementChild;
    if (!frame || !(sheet instanceof HTMLElement)) return;
    const fit = (): void => {
      frame.style.setProperty("--scale", String(frame.clientWidth / sheet.offsetWidth));
    };
    const watch = new ResizeObserver(fit);
    watch.observe(frame);
    fit();
    return () => watch.disconnect();
  }, []);
  if (room === undefined) return null;

  return (
    <DialogFrame name={bring.poster.title} kind="wide" onClose={close}>
      <div class="poster-desk">
        <div class="poster-preview" ref={preview} aria-hidden="true">
          <PosterSheet room={room} wifi={wifi.trim()} />
        </div>
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            window.print();
          }}
        >
          <label class="field">
            <span>{bring.poster.wifi}</span>
            <input
              value={wifi}
              placeholder={bring.poster.wifiExample}
              maxLength={longestNetworkName}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              dir="auto"
              onInput={(event) => setWifi(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button primary">
            <LateIcon name="print" />
            {bring.poster.print}
          </button>
          <p class="explain">{bring.poster.band}</p>
        </form>
      </div>
    </DialogFrame>
  );
}
