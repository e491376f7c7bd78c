/** A room of the list: its name and its invite; or a new one, started right here. */
import { useState } from "preact/hooks";
import { type OpenRoomEntry, openRoomLinkForm } from "@festival-chat/protocol/organiser";
import { limits, utf8 } from "@festival-chat/protocol/wire";
import { consoleWords } from "../strings/console/en.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import type { Fault } from "./api.ts";
import { faultWords } from "./desk.ts";
import { TextField } from "./parts.tsx";

export function OpenRoomDialog({
  room,
  save,
  close,
}: {
  /** Undefined: one that is not listed yet. */
  readonly room: OpenRoomEntry | undefined;
  readonly save: (room: OpenRoomEntry) => Promise<Fault | undefined>;
  readonly close: () => void;
}) {
  const words = consoleWords.open;
  const [name, setName] = useState(room?.name ?? "");
  const [link, setLink] = useState(room?.link ?? "");
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const nameFits = name.trim() !== "" && utf8(name.trim()).length <= limits.nameBytes;
  const submit = async (): Promise<void> => {
    if (!nameFits) return setProblem(words.badName);
    if (!openRoomLinkForm.test(link.trim())) return setProblem(words.badLink);
    setBusy(true);
    const fault = await save({
      name: name.trim(),
      link: link.trim(),
      closed: room?.closed ?? false,
    });
    setBusy(false);
    if (fault === undefined) close();
    else setProblem(faultWords(fault));
  };
  const create = async (): Promise<void> => {
    if (!nameFits) return setProblem(words.badName);
    setBusy(true);
    setProblem("");
    setSaid(words.creating);
    try {
      const { startOpenRoom } = await import("./start-open-room.ts");
      setLink(await startOpenRoom(name.trim()));
      setSaid(words.created);
    } catch {
      setSaid("");
      setProblem(words.createFailed);
    }
    setBusy(false);
  };
  const title = room === undefined ? words.add : words.edit;
  return (
    <DialogFrame name={title} onClose={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField words={words.name} value={name} change={setName} lang="" />
        <TextField
          words={words.link}
          hint={words.linkHint}
          type="url"
          value={link}
          change={setLink}
        />
        {room === undefined && link === "" && (
          <button type="button" class="button" disabled={busy} onClick={() => void create()}>
            {words.create}
          </button>
        )}
        <p class="explain" role="status">
          {said}
        </p>
        {problem !== "" && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button primary" disabled={busy}>
          {words.save}
        </button>
      </form>
    </DialogFrame>
  );
}
