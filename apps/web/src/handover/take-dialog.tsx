/** Bring my rooms here: from the link, the code or the words that the other phone shows. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ArrivedRoom, Taking, TakingState } from "@festival-chat/client/handover";
import { keepAwake } from "../boot/keep-awake.ts";
import { ScanButton } from "../home/verb-buttons.tsx";
import { WordsForm } from "../home/words-form.tsx";
import type { AppState, Dialog } from "../state.ts";
import { bring } from "../strings/bring.ts";
import stylesAddress from "../style/invite.css?url";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { lateStyles } from "../ui/late-styles.ts";
import { Arrived } from "./arrived.tsx";
import { keepMemory } from "./carried-memory.ts";
import { markDone } from "./handover-links.ts";
import { Sign } from "./sign.tsx";

export const takeStyles = (): Promise<void> => lateStyles(stylesAddress);

type View =
  | TakingState
  | { readonly kind: "begin" }
  | { readonly kind: "keeping" }
  | { readonly kind: "arrived"; readonly rooms: readonly ArrivedRoom[] }
  /** This browser keeps nothing, or the parts that do it did not come. */
  | { readonly kind: "failed"; readonly why: "storage" | "signal" };

/** What stands there while nobody has to do anything. */
function waitingWords(view: View): string | undefined {
  switch (view.kind) {
    case "looking":
      return bring.take.looking;
    case "receiving":
    case "here":
    case "keeping":
      return bring.take.coming;
    case "begin":
    case "nothing":
    case "waiting":
    case "over":
    case "arrived":
    case "failed":
      return undefined;
  }
}

function problemWords(view: View): string | undefined {
  if (view.kind === "nothing") return bring.take.nothing;
  if (view.kind === "over") return view.why === "taken" ? bring.take.taken : bring.take.ranOut;
  if (view.kind !== "failed") return undefined;
  return view.why === "storage" ? bring.take.nothingKept : bring.take.noSignal;
}

export function TakeDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const link = dialog.kind === "take" ? dialog.from : undefined;
  const [view, setView] = useState<View>({ kind: "begin" });
  const current = useRef<Taking | undefined>(undefined);
  const gone = useRef(false);
  useEffect(() => keepAwake(), []);
  useEffect(
    () => () => {
      gone.current = true;
      current.current?.stop();
    },
    [],
  );

  const take = async (from: string | readonly string[]): Promise<void> => {
    current.current?.stop();
    setView({ kind: "looking" });
    const { createHandover } = await import("@festival-chat/client/handover");
    const handover = createHandover();
    const hear = (next: TakingState): void => {
      if (gone.current) return;
      setView(next);
      if (next.kind === "here") void keep(next);
    };
    const keep = async ({ belongings }: TakingState & { readonly kind: "here" }): Promise<void> => {
      setView({ kind: "keeping" });
      // It would write over what comes. The page starts anew afterwards.
      await state.client.close();
      const rooms = await handover.keep(belongings);
      if (rooms === undefined) return setView({ kind: "failed", why: "storage" });
      keepMemory(belongings.memory);
      if (typeof from === "string") markDone(from);
      await current.current?.finish();
      setView({ kind: "arrived", rooms });
    };
    const started = await handover.take(from, hear);
    if (started === "no-code") return setView({ kind: "nothing" });
    if (gone.current) started.stop();
    current.current = started;
  };
  const begin = (from: string | readonly string[]): void =>
    void take(from).catch(() => setView({ kind: "failed", why: "signal" }));

  const later = (): void => {
    if (link !== undefined) markDone(link);
    close();
  };
  const restart = view.kind === "arrived" || view.kind === "keeping" || view.kind === "failed";
  const waiting = waitingWords(view);
  const problem = problemWords(view);
  const words = link === undefined && (view.kind === "begin" || view.kind === "nothing");
  return (
    <DialogFrame
      name={bring.take.title}
      title={view.kind === "arrived" ? bring.take.arrived : bring.take.title}
      onClose={() => (restart ? location.replace("/") : close())}
    >
      {view.kind === "begin" && <p class="explain">{bring.take.explain}</p>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {words && (
        <WordsForm
          submit={bring.take.yes}
          onWords={(typed) => {
            begin(typed);
            return undefined;
          }}
        >
          <ScanButton state={state} />
        </WordsForm>
      )}
      {view.kind === "begin" && link !== undefined && (
        <>
          <button type="button" class="button primary" onClick={() => begin(link)}>
            {bring.take.yes}
          </button>
          <button type="button" class="button" onClick={later}>
            {bring.take.no}
          </button>
        </>
      )}
      {view.kind === "waiting" && (
        <>
          <p role="status">{bring.take.sayYes}</p>
          <Sign bytes={view.sign} />
          <p class="explain">{bring.take.sameSign}</p>
        </>
      )}
      {waiting !== undefined && (
        <p class="explain" role="status">
          {waiting}
        </p>
      )}
      {view.kind === "arrived" && <Arrived rooms={view.rooms} />}
    </DialogFrame>
  );
}
