/** The app's own poster of a room, to be printed and hung up. */
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { OpenRoomEntry } from "@festival-chat/protocol/organiser";
import { roomOfLink } from "@festival-chat/client/extras";
import { PosterSheet } from "../invite/poster-sheet.tsx";
import { consoleWords } from "../strings/console/en.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { TextField } from "./parts.tsx";

export function RoomPoster({
  room,
  close,
}: {
  readonly room: OpenRoomEntry;
  readonly close: () => void;
}) {
  const words = consoleWords.poster;
  const [wifi, setWifi] = useState("");
  const [fingerprint, setFingerprint] = useState<Uint8Array | undefined>(undefined);
  useEffect(() => {
    void roomOfLink(room.link).then((found) => setFingerprint(found?.fingerprint));
  }, [room.link]);
  const sheet = fingerprint && {
    name: room.name,
    link: room.link,
    words: undefined,
    fingerprint,
  };
  useEffect(() => {
    if (sheet === undefined) return;
    // What is printed stands beside the page: a dialog prints as the part of it that is on screen.
    const paper = document.createElement("div");
    paper.className = "print-only";
    document.body.append(paper);
    render(<PosterSheet room={sheet} wifi={wifi.trim()} />, paper);
    return () => {
      render(null, paper);
      paper.remove();
    };
  }, [fingerprint, wifi]);
  return (
    <DialogFrame name={consoleWords.open.poster} kind="wide" onClose={close}>
      <div class="poster-desk">
        <div
          class="poster-preview"
          aria-hidden="true"
          ref={(frame) => {
            const inner = frame?.firstElementChild;
            if (!frame || !(inner instanceof HTMLElement)) return;
            frame.style.setProperty("--scale", String(frame.clientWidth / inner.offsetWidth));
          }}
        >
          {sheet !== undefined && <PosterSheet room={sheet} wifi={wifi.trim()} />}
        </div>
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            window.print();
          }}
        >
          <TextField words={words.wifi} value={wifi} change={setWifi} />
          <button type="submit" class="button primary" disabled={sheet === undefined}>
            {words.print}
          </button>
        </form>
      </div>
    </DialogFrame>
  );
}
