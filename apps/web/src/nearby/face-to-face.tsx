/**
 * Two phones that share no network are held face to face: each shows codes and reads those of the
 * other, until both have the same messages (SPEC W8).
 */
import { useEffect, useState } from "preact/hooks";
import type { NearbyRoom, PictureRun } from "@festival-chat/client/nearby";
import { keepAwake } from "../boot/keep-awake.ts";
import { Camera } from "../home/camera.tsx";
import { QrCode } from "../invite/qr-code.tsx";
import { nearbyWords as words } from "../strings/nearby-words.ts";

/** A screen shows a code for as long as a camera needs to see it once or twice. */
const showMillis = 160;
/** As often as a phone of the lower middle class can read. */
const readMillis = 60;
/** Nothing came and nothing waits: there is no more to pass on. */
const quietMillis = 6_000;

/** What is seen of a run at one moment. */
interface Look {
  readonly code: string;
  readonly state: PictureRun["state"];
  readonly name: string;
  readonly received: number;
  readonly given: number;
  readonly waiting: number;
  readonly quiet: boolean;
}

export function FaceToFace({
  room,
  stop,
}: {
  readonly room: NearbyRoom;
  readonly stop: () => void;
}) {
  const [round, setRound] = useState(0);
  return <Round key={round} room={room} stop={stop} again={() => setRound(round + 1)} />;
}

function Round({
  room,
  stop,
  again,
}: {
  readonly room: NearbyRoom;
  readonly stop: () => void;
  readonly again: () => void;
}) {
  const [run] = useState(() => room.faceToFace());
  const [look, setLook] = useState<Look>(() => lookAt(run, false));

  useEffect(keepAwake, []);
  useEffect(() => {
    let last = { moved: 0, at: performance.now() };
    const timer = setInterval(() => {
      const next = lookAt(run, performance.now() - last.at > quietMillis);
      const moved = next.given + next.waiting + next.received;
      if (moved !== last.moved) last = { moved, at: performance.now() };
      setLook(next);
    }, showMillis);
    return () => {
      clearInterval(timer);
      run.end();
    };
  }, [run]);

  const over = look.state === "refused" || look.state === "gone" || look.state === "ended";
  return (
    <section class="nearby-part face">
      <p class="nearby-count" role="status">
        {saying(look)}
      </p>
      {look.state === "linked" && (
        <>
          <p class="explain">{words.face.received(look.received)}</p>
          {look.waiting > 0 && (
            <progress
              class="face-progress"
              aria-label={words.face.passing}
              max={look.given + look.waiting}
              value={look.given}
            />
          )}
        </>
      )}
      {over ? (
        <button type="button" class="button primary" onClick={again}>
          {words.face.again}
        </button>
      ) : (
        <>
          <div class="nearby-code">
            <QrCode text={look.code} />
          </div>
          <p class="explain">{words.face.hold}</p>
          <Camera
            facing="user"
            everyMillis={readMillis}
            onCode={async (text) => {
              run.saw(text);
              return false;
            }}
          />
        </>
      )}
      <button type="button" class="button" onClick={stop}>
        {words.pair.stop}
      </button>
    </section>
  );
}

const lookAt = (run: PictureRun, quiet: boolean): Look => ({
  code: run.next(),
  state: run.state,
  name: run.name,
  received: run.received,
  given: run.progress.given,
  waiting: run.progress.waiting,
  quiet,
});

function saying({ state, name, waiting, quiet }: Look): string {
  switch (state) {
    case "looking":
      return words.face.looking;
    case "greeting":
      return words.face.greeting;
    case "linked":
      return waiting === 0 && quiet
        ? words.face.level
        : words.pair.done(name === "" ? words.unnamed : name);
    case "refused":
      return words.face.refused;
    case "gone":
    case "ended":
      return words.face.gone;
  }
}
