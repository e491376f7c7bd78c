/** The camera's picture, looked at a few times a second until it shows a code. */
import { useEffect, useRef, useState } from "preact/hooks";
import { late } from "../strings/late.ts";
import { LateIcon } from "../ui/late-icons.tsx";
import { readCode } from "./read-code.ts";

const lookMillis = 200;

export type CameraState = "starting" | "looking" | "none" | "denied";

/** What browsers on phones add to the constraints of a camera (Media Capture: image capture). */
interface LightSet extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

/** The track of a camera that has a light; undefined where none is told of. */
function withLight(stream: MediaStream): MediaStreamTrack | undefined {
  const [track] = stream.getVideoTracks();
  return track?.getCapabilities !== undefined && "torch" in track.getCapabilities()
    ? track
    : undefined;
}

const sayings = {
  starting: "starting",
  looking: "aim",
  none: "noCamera",
  denied: "cameraDenied",
} as const;

/**
 * @param onCode hears each code that is seen; answers whether to stop looking
 * @param onState hears how it goes with the camera
 * @param facing the camera beside the screen, or the one on the back (default)
 * @param everyMillis pause between two looks
 */
export function Camera({
  onCode,
  onState,
  facing = "environment",
  everyMillis = lookMillis,
}: {
  readonly onCode: (text: string) => Promise<boolean>;
  readonly onState?: (state: CameraState) => void;
  readonly facing?: "environment" | "user";
  readonly everyMillis?: number;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [light, setLight] = useState<MediaStreamTrack | undefined>(undefined);
  const [lit, setLit] = useState(false);
  const [camera, showCamera] = useState<CameraState>("starting");
  const setCamera = (next: CameraState): void => {
    showCamera(next);
    onState?.(next);
  };

  useEffect(() => {
    let over = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      over = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const look = async (): Promise<void> => {
      const element = video.current;
      if (over || element === null) return;
      const text = element.readyState >= 2 ? await readCode(element) : undefined;
      if (text !== undefined && (await onCode(text))) return stop();
      if (!over) timer = setTimeout(() => void look(), everyMillis);
    };
    const start = async (): Promise<void> => {
      if (navigator.mediaDevices === undefined) return setCamera("none");
      try {
        const opened = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: facing },
          audio: false,
        });
        stream = opened;
        if (over || video.current === null) return stop();
        video.current.srcObject = opened;
        await video.current.play();
        setCamera("looking");
        setLight(withLight(opened));
        await look();
      } catch (error) {
        if (over) return;
        const denied = error instanceof DOMException && error.name === "NotAllowedError";
        setCamera(denied ? "denied" : "none");
      }
    };
    void start();
    return stop;
  }, []);

  return (
    <div class="camera" data-camera={camera}>
      <div class="camera-view" hidden={camera !== "looking"}>
        <video ref={video} muted playsInline aria-hidden="true" />
        {light !== undefined && (
          <button
            type="button"
            class="icon-button camera-torch"
            aria-label={late.scan.torch}
            aria-pressed={lit}
            onClick={() => {
              const torch: LightSet = { torch: !lit };
              light.applyConstraints({ advanced: [torch] }).then(
                () => setLit(!lit),
                () => setLight(undefined),
              );
            }}
          >
            <LateIcon name="torch" />
          </button>
        )}
      </div>
      <p class="explain" role="status">
        {late.scan[sayings[camera]]}
      </p>
    </div>
  );
}
