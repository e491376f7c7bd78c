/** The phone that was left: it shows nothing else until somebody decides. */
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";

export function MovedDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const stay = (): void => {
    remember(lateMemoryKeys.moved, undefined);
    close();
  };
  const empty = async (): Promise<void> => {
    stay();
    state.go({ kind: "home" }, { replace: true });
    await Promise.all(state.client.rooms().map((room) => state.client.leave(room.id)));
    state.toast.value = { words: bring.moved.emptied };
  };
  return (
    <DialogFrame name={bring.moved.title} closable={false} onClose={() => undefined}>
      <p>{bring.moved.explain}</p>
      <button type="button" class="button primary" onClick={stay}>
        {bring.moved.stay}
      </button>
      <p class="explain">{bring.moved.both}</p>
      <button type="button" class="button danger" onClick={() => void empty()}>
        {bring.moved.empty}
      </button>
    </DialogFrame>
  );
}
