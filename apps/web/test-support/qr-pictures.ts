/** Pictures of QR codes as bad phones take them: far away, turned, out of focus, in the sun. */
import type { QrMatrix } from "../src/invite/qr-matrix.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

export interface Conditions {
  /** Pixels of one module. */
  readonly module: number;
  /** Degrees. */
  readonly turn: number;
  /** Radius of the blur in pixels. */
  readonly blur: number;
  /** How white the middle of a glare is: 0 none, 1 all white. Its place is drawn. */
  readonly glare: number;
  /** Standard deviation of the noise of a sensor, of 255. */
  readonly noise: number;
}

/** Even numbers in [0, 1), the same for the same seed (mulberry32). */
export function createDraws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Samples along one side of a pixel: what a lens averages. */
const samples = 3;
/** Around the code: a desk, in grey levels. */
const surroundings = 178;

/** The code's grey levels, row by row. */
const levelsOf = ({ rows }: QrMatrix): Uint8Array =>
  Uint8Array.from(rows.flatMap((row) => row.map((dark) => (dark ? 18 : 240))));

function paint(code: QrMatrix, { module, turn }: Conditions): Float64Array {
  const { size } = code;
  const levels = levelsOf(code);
  const side = sideOf(code, module);
  const light = new Float64Array(side * side);
  const angle = (turn * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle) / module, Math.sin(angle) / module];
  const levelAt = (across: number, down: number): number => {
    const isCode = across >= 0 && down >= 0 && across < size && down < size;
    return isCode ? (levels[Math.floor(down) * size + Math.floor(across)] ?? 0) : surroundings;
  };
  /** Half of what a pixel covers, in modules, however it lies. */
  const half = (Math.abs(cosine) + Math.abs(sine)) / 2;
  const isInOneModule = (place: number): boolean =>
    Math.floor(place - half) === Math.floor(place + half);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [middleX, middleY] = [x + 0.5 - side / 2, y + 0.5 - side / 2];
      const middleAcross = middleX * cosine + middleY * sine + size / 2;
      const middleDown = middleY * cosine - middleX * sine + size / 2;
      if (isInOneModule(middleAcross) && isInOneModule(middleDown)) {
        light[y * side + x] = levelAt(middleAcross, middleDown);
        continue;
      }
      let sum = 0;
      for (let sample = 0; sample < samples * samples; sample++) {
        const dx = x + ((sample % samples) + 0.5) / samples - side / 2;
        const dy = y + (Math.floor(sample / samples) + 0.5) / samples - side / 2;
        const across = dx * cosine + dy * sine + size / 2;
        const down = dy * cosine - dx * sine + size / 2;
        sum += levelAt(across, down);
      }
      light[y * side + x] = sum / samples ** 2;
    }
  }
  return light;
}

/** Room for the code however it is turned. */
const sideOf = ({ size }: QrMatrix, module: number): number => Math.ceil(size * module * 1.45);

/** Two box blurs, one after the other: near enough to a lens. */
function soften(light: Float64Array, side: number, radius: number): Float64Array {
  let from = light;
  for (const step of [1, side, 1, side]) {
    const to = new Float64Array(from.length);
    const reach = Math.ceil(radius);
    for (let at = 0; at < from.length; at++) {
      let sum = 0;
      let weights = 0;
      for (let offset = -reach; offset <= reach; offset++) {
        const near = at + offset * step;
        if (near < 0 || near >= from.length) continue;
        const weight = Math.min(1, radius + 1 - Math.abs(offset));
        sum += (from[near] ?? 0) * weight;
        weights += weight;
      }
      to[at] = sum / weights;
    }
    from = to;
  }
  return from;
}

/** Takes a picture of a code. `draw` decides where the glare is and what the noise does. */
export function photograph(code: QrMatrix, seen: Conditions, draw: () => number): Picture {
  const side = sideOf(code, seen.module);
  const sharp = paint(code, seen);
  const light = seen.blur > 0 ? soften(sharp, side, seen.blur) : sharp;
  const glareX = draw() * side;
  const glareY = draw() * side;
  const spread = side * 0.22;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < light.length; at++) {
    const [right, down] = [(at % side) - glareX, Math.floor(at / side) - glareY];
    const white = seen.glare * Math.exp(-(right * right + down * down) / spread ** 2 / 2);
    const noise = (draw() + draw() + draw() - 1.5) * 2 * seen.noise;
    const grey = (light[at] ?? 0) * (1 - white) + 255 * white + noise;
    for (let channel = 0; channel < 3; channel++) data[at * 4 + channel] = grey;
  }
  return { width: side, height: side, data };
}
