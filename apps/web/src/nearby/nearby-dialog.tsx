/** Nearby: which phones can be reached without internet, and what to do when there are none. */
import { useState } from "preact/hooks";
import { hasWebRtc } from "@festival-chat/client/nearby";
import type { AppState, Dialog } from "../state.ts";
import { nearbyWords as words } from "../strings/nearby-words.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { SwitchRow } from "../ui/switch-row.tsx";
import { turnOn } from "./nearby-desk.ts";
import { Diamond } from "./nearby-line.tsx";
import { chooseSaving, isOn, links, saves, turnOff, view } from "./nearby-state.ts";
import { FaceToFace } from "./face-to-face.tsx";
import { Pairing } from "./pairing.tsx";

export function NearbyDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [pairing, setPairing] = useState<"show" | "scan" | "face" | undefined>(undefined);
  if (dialog.kind !== "nearby") return null;
  const room = links.value;
  return (
    <DialogFrame name={words.title} onClose={close}>
      {!isOn.value && <TurnOn state={state} />}
      {isOn.value && pairing === "face" && room !== undefined && (
        <FaceToFace room={room} stop={() => setPairing(undefined)} />
      )}
      {isOn.value && pairing !== undefined && pairing !== "face" && room !== undefined && (
        <Pairing room={room} step={pairing} go={setPairing} />
      )}
      {isOn.value && pairing === undefined && (
        <>
          <Reachable />
          {room !== undefined && (
            <section class="nearby-part">
              <h3 class="part-title">{words.pair.title}</h3>
              <p class="explain">{words.pair.explain}</p>
              <div class="row">
                <button type="button" class="button" onClick={() => setPairing("show")}>
                  <LateIcon name="phone" />
                  {words.pair.show}
                </button>
                <button type="button" class="button" onClick={() => setPairing("scan")}>
                  <LateIcon name="scan" />
                  {words.pair.scan}
                </button>
              </div>
              <h3 class="part-title">{words.face.title}</h3>
              <p class="explain">{words.face.explain}</p>
              <button type="button" class="button" onClick={() => setPairing("face")}>
                <LateIcon name="phone" />
                {words.face.start}
              </button>
            </section>
          )}
          <HelpCard />
          <SwitchRow
            words={words.settings.save}
            hint={words.settings.saveHint}
            on={saves.value}
            turn={chooseSaving}
          />
          <SwitchRow
            words={words.settings.on}
            hint={words.settings.onHint}
            on={isOn.value}
            turn={(on) => (on ? turnOn(state) : turnOff())}
          />
        </>
      )}
    </DialogFrame>
  );
}

function TurnOn({ state }: { readonly state: AppState }) {
  return (
    <>
      <p class="explain">{words.explain}</p>
      <p class="explain">{words.explainMore}</p>
      {hasWebRtc() ? (
        <button type="button" class="button primary" onClick={() => turnOn(state)}>
          {words.turnOn}
        </button>
      ) : (
        <p class="nearby-trouble" role="alert">
          {words.trouble.missing}
        </p>
      )}
      <HelpCard />
    </>
  );
}

/** Who is there, or why nobody is. */
function Reachable() {
  const { phones, dialling, trouble } = view.value;
  return (
    <section class="nearby-part">
      <p class="nearby-count" role="status">
        {phones.length > 0 ? words.found(phones.length) : words.nobody}
      </p>
      {phones.length > 0 && (
        <ul class="nearby-phones">
          {phones.map(({ tag, name }) => (
            <li key={tag} class="nearby-phone">
              <Diamond />
              <bdi class="nearby-name">{name === "" ? words.unnamed : name}</bdi>
              <small>{words.linked}</small>
            </li>
          ))}
        </ul>
      )}
      {phones.length === 0 && dialling > 0 && <p class="explain">{words.looking}</p>}
      {phones.length === 0 && trouble !== undefined && (
        <p class="nearby-trouble" role="alert">
          {words.trouble[trouble]}
        </p>
      )}
    </section>
  );
}

const HelpCard = () => (
  <section class="nearby-help">
    <h3 class="part-title">{words.help.title}</h3>
    <ul>
      <li>{words.help.stand}</li>
      <li>{words.help.wifi}</li>
      <li>{words.help.screen}</li>
      <li>{words.help.carry}</li>
    </ul>
  </section>
);
