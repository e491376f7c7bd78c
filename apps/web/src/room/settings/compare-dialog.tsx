/** Check it's really us: band and words that two people hold side by side. */
import { wordList } from "@festival-chat/protocol/words";
import { bandOf } from "../../band/band.ts";
import { BandStrip } from "../../band/weave.tsx";
import type { AppState, Dialog } from "../../state.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { compareWords } from "./compare-words.ts";

export function CompareDialog({
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "compare") return null;
  const { fingerprint } = dialog.room;
  return (
    <DialogFrame name={roomsWords.compare.title} onClose={close}>
      <div class="compare-band">
        <BandStrip band={bandOf(fingerprint)} unit={56} clasp />
      </div>
      <p>{roomsWords.compare.explain}</p>
      <ol class="compare-words" aria-label={roomsWords.compare.words} lang="en">
        {compareWords(fingerprint, wordList).map((word, index) => (
          <li key={index}>{word}</li>
        ))}
      </ol>
      <p class="explain">{roomsWords.compare.notCode}</p>
      <p class="explain">{roomsWords.compare.differ}</p>
    </DialogFrame>
  );
}
