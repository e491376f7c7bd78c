/** Tasks cut short: whatever the page does, between two pieces of it a touch is answered. */
import { options } from "preact";

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.addEventListener("message", () => waiting.shift()?.());
port1.start();

/** Runs in a task of its own, at once and in turn. A timer would wait, in hidden pages for a second. */
function inTurn(run: () => void): void {
  waiting.push(run);
  port2.postMessage(0);
}

/** Settles in the next task. */
export const nextTask = (): Promise<void> => new Promise(inTurn);

/**
 * Runs what takes long behind the next frame, so that a touch is answered first.
 * @returns takes it back
 */
export function afterFrame(run: () => void): () => void {
  let isWanted = true;
  requestAnimationFrame(() => inTurn(() => isWanted && run()));
  return () => void (isWanted = false);
}

/**
 * Until somebody touches the page, what changed is drawn in a task behind the one that changed it. From
 * then on it is drawn at the end of that task: a key that follows another one at once must find what
 * the first one changed.
 */
export function drawInTurn(): void {
  options.debounceRendering = inTurn;
  const touched = (): void => {
    delete options.debounceRendering;
  };
  for (const touch of ["keydown", "pointerdown", "input"]) {
    addEventListener(touch, touched, { capture: true, once: true });
  }
}
