/** Move to another phone: a code that works once, and a question before anything leaves. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Giving, GivingState } from "@festival-chat/client/handover";
import { remember } from "../boot/device-memory.ts";
import { keepAwake } from "../boot/keep-awake.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { QrCode } from "../invite/qr-code.tsx";
import { FramedWords } from "../invite/spoken-words.tsx";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import stylesAddress from "../style/invite.css?url";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { lateStyles } from "../ui/late-styles.ts";
import { readMemory } from "./carried-memory.ts";
import { Sign } from "./sign.tsx";

export const handoverStyles = (): Promise<void> => lateStyles(stylesAddress);

function Offer({ state }: { readonly state: GivingState & { readonly kind: "offered" } }) {
  return (
    <>
      <div class="invite-code">
        <QrCode text={state.link} />
      </div>
      <div class="invite-ways">
        <p>{bring.give.scan}</p>
        <FramedWords words={state.words} label={bring.give.words} hint={bring.give.orWords} />
        <p class="explain" role="status">
          {state.ready ? bring.give.once : bring.give.needsSignal}
        </p>
      </div>
    </>
  );
}

export function GiveDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [giving, setGiving] = useState<GivingState>({ kind: "preparing" });
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  const current = useRef<Giving | undefined>(undefined);
  useEffect(() => keepAwake(), []);
  useEffect(() => {
    let gone = false;
    const start = async (): Promise<void> => {
      const { createHandover } = await import("@festival-chat/client/handover");
      const started = await createHandover().give("live", readMemory(), (next) => {
        if (!gone) setGiving(next);
      });
      if (gone) started.stop();
      else current.current = started;
    };
    start().catch(() => setFailed(true));
    return () => {
      gone = true;
      current.current?.stop();
    };
  }, [round]);
  useEffect(() => {
    if (giving.kind !== "taken") return;
    remember(lateMemoryKeys.moved, "yes");
    state.dialog.value = { kind: "moved" };
  }, [giving.kind]);

  const offered = giving.kind === "offered";
  const over = failed || giving.kind === "over";
  return (
    <DialogFrame name={bring.give.title} kind={offered ? "paper invite" : "sheet"} onClose={close}>
      {giving.kind === "preparing" && !failed && (
        <p class="explain" role="status">
          {bring.give.preparing}
        </p>
      )}
      {offered && <Offer state={giving} />}
      {giving.kind === "asked" && (
        <>
          <p role="alert">{bring.give.ask}</p>
          <Sign bytes={giving.sign} />
          <button
            type="button"
            class="button primary"
            onClick={() => current.current?.answer(true)}
          >
            {bring.give.yes}
          </button>
          <button type="button" class="button" onClick={() => current.current?.answer(false)}>
            {bring.give.no}
          </button>
        </>
      )}
      {giving.kind === "sending" && (
        <p class="explain" role="status">
          {bring.give.sending}
        </p>
      )}
      {over && (
        <>
          <p role="alert">
            {giving.kind === "over" && giving.why === "storage"
              ? bring.give.nothingKept
              : bring.give.ranOut}
          </p>
          <button
            type="button"
            class="button primary"
            onClick={() => {
              setFailed(false);
              setGiving({ kind: "preparing" });
              setRound(round + 1);
            }}
          >
            {bring.give.again}
          </button>
        </>
      )}
    </DialogFrame>
  );
}
