/**
 * Two phones without any internet show each other a code. The camera is asked for before the code is
 * made: with it, browsers tell their own address plainly.
 */
import { useEffect, useState } from "preact/hooks";
import type { CodeProblem, NearbyRoom } from "@festival-chat/client/nearby";
import type { DeviceTag } from "@festival-chat/protocol/wire";
import { keepAwake } from "../boot/keep-awake.ts";
import { Camera } from "../home/camera.tsx";
import { QrCode } from "../invite/qr-code.tsx";
import { nearbyWords } from "../strings/nearby-words.ts";
import { view } from "./nearby-state.ts";

type Step = "show" | "scan";

/** A phone that was met before is linked within this, or has to read this one's code as well. */
const atOnceMillis = 4_000;
/** How often a code is looked at: whether it is to be drawn anew, or was not to be made. */
const lookEveryMillis = 5_000;

const sayings = {
  "not-a-card": () => nearbyWords.pair["not-a-card"],
  own: () => nearbyWords.pair.own,
  linked: () => nearbyWords.pair["linked-already"],
  silent: () => nearbyWords.pair.silent,
  missing: () => nearbyWords.trouble.missing,
  "no-address": () => nearbyWords.trouble["no-address"],
  "no-way": () => nearbyWords.trouble["no-way"],
} as const satisfies Record<CodeProblem, () => string>;

export function Pairing({
  room,
  step,
  go,
}: {
  readonly room: NearbyRoom;
  readonly step: Step;
  readonly go: (step: Step | undefined) => void;
}) {
  const [code, setCode] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [scanned, setScanned] = useState<DeviceTag | undefined>(undefined);
  const [atOnce, setAtOnce] = useState(false);
  const [before] = useState<ReadonlySet<DeviceTag>>(
    () => new Set(view.peek().phones.map(({ tag }) => tag)),
  );
  // Others come by other ways meanwhile: this is about the phone whose code was read, or that read ours.
  const met = view.value.phones.find(
    ({ tag, byCode }) => tag === scanned || (byCode && !before.has(tag)),
  );

  useEffect(keepAwake, []);
  useEffect(() => {
    if (!atOnce) return;
    const timer = setTimeout(() => setAtOnce(false), atOnceMillis);
    return () => clearTimeout(timer);
  }, [atOnce]);
  useEffect(() => {
    if (step !== "show" || atOnce) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const made = await room.showCard();
      if (over) return;
      setCode(made.ok ? made.value.text : undefined);
      if (!made.ok) setProblem(sayings[made.error]());
      timer = setTimeout(() => void look(), lookEveryMillis);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [step, met, atOnce]);

  let saying = nearbyWords.pair.hold;
  if (scanned !== undefined) {
    saying = atOnce ? nearbyWords.pair.linking : nearbyWords.pair.nowShow;
  }

  const read = async (text: string): Promise<boolean> => {
    const taken = await room.takeCard(text);
    setProblem(taken.ok ? undefined : sayings[taken.error]());
    if (!taken.ok) return false;
    setScanned(taken.value.tag);
    setAtOnce(taken.value.atOnce);
    go("show");
    return true;
  };

  if (met !== undefined) {
    return (
      <section class="nearby-part">
        <p class="nearby-count" role="status">
          {nearbyWords.pair.done(met.name === "" ? nearbyWords.unnamed : met.name)}
        </p>
        <button type="button" class="button primary" onClick={() => go(undefined)}>
          {nearbyWords.title}
        </button>
      </section>
    );
  }
  return (
    <section class="nearby-part">
      {step === "scan" && (
        <>
          <p class="explain">{nearbyWords.pair.aim}</p>
          <Camera onCode={read} />
        </>
      )}
      {step === "show" && (
        <>
          <p class="explain" role="status">
            {saying}
          </p>
          {atOnce ? null : code === undefined ? (
            problem === undefined && <p class="explain">{nearbyWords.pair.making}</p>
          ) : (
            <div class="nearby-code">
              <QrCode text={code} />
            </div>
          )}
        </>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        {step === "show" && scanned === undefined && (
          <button type="button" class="button primary" onClick={() => go("scan")}>
            {nearbyWords.pair.scan}
          </button>
        )}
        {step === "scan" && (
          <button type="button" class="button" onClick={() => go("show")}>
            {nearbyWords.pair.show}
          </button>
        )}
        <button type="button" class="button" onClick={() => go(undefined)}>
          {nearbyWords.pair.stop}
        </button>
      </div>
      {step === "show" && scanned === undefined && (
        <p class="explain">{nearbyWords.pair.scanNext}</p>
      )}
    </section>
  );
}
