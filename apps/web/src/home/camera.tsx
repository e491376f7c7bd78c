/** The camera's picture, looked at a few times a second until it shows a code. */
import { useEffect, useRef, useState } from "preact/hooks";
import { late } from "../strings/late.ts";
import { readCode } from "./read-code.ts";

const lookEveryMillis = 200;

type CameraState = "starting" | "looking" | "none" | "denied";

const sayings = {
  starting: "starting",
  looking: "aim",
  none: "noCamera",
  denied: "cameraDenied",
} as const;

/** @param onCode hears each code that is seen; answers whether to stop looking */
export function Camera({ onCode }: { readonly onCode: (text: string) => Promise<boolean> }) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<CameraState>("starting");

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
      if (!over) timer = setTimeout(() => void look(), lookEveryMillis);
    };
    const start = async (): Promise<void> => {
      if (navigator.mediaDevices === undefined) return setCamera("none");
      try {
        const opened = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: "environment" },
          audio: false,
        });
        stream = opened;
        if (over || video.current === null) return stop();
        video.current.srcObject = opened;
        await video.current.play();
        setCamera("looking");
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
      <video ref={video} muted playsInline aria-hidden="true" hidden={camera !== "looking"} />
      <p class="explain" role="status">
        {late.scan[sayings[camera]]}
      </p>
    </div>
  );
}
