/** Two short knocks on dull wood: heard beside music, and no ring tone. Made here, so nothing is fetched. */

let audio: AudioContext | undefined;

/** One knock: a thud that falls in pitch, and the click of the knuckle. */
function strike(context: AudioContext, at: number, pitch: number): void {
  const body = context.createOscillator();
  body.type = "sine";
  body.frequency.setValueAtTime(pitch * 1.6, at);
  body.frequency.exponentialRampToValueAtTime(pitch, at + 0.03);
  const fall = context.createGain();
  fall.gain.setValueAtTime(0.0001, at);
  fall.gain.exponentialRampToValueAtTime(0.5, at + 0.004);
  fall.gain.exponentialRampToValueAtTime(0.0001, at + 0.14);
  body.connect(fall).connect(context.destination);
  body.start(at);
  body.stop(at + 0.16);

  const click = context.createOscillator();
  click.type = "triangle";
  click.frequency.setValueAtTime(pitch * 5.3, at);
  const edge = context.createGain();
  edge.gain.setValueAtTime(0.12, at);
  edge.gain.exponentialRampToValueAtTime(0.0001, at + 0.025);
  click.connect(edge).connect(context.destination);
  click.start(at);
  click.stop(at + 0.03);
}

/** Knocks, where the browser lets us: before the first touch of a page it does not. */
export function knock(): void {
  try {
    audio ??= new AudioContext();
    // Nobody waits for the answer: it may never come.
    audio.resume().catch(() => undefined);
    const now = audio.currentTime + 0.02;
    strike(audio, now, 190);
    strike(audio, now + 0.13, 165);
  } catch {
    // No sound here.
  }
}
