/** Chromium tells how full the battery is (Battery Status API); elsewhere a person says it. */

interface Battery extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

const lowLevel = 0.2;

const isBattery = (value: unknown): value is Battery =>
  value instanceof EventTarget && "level" in value && "charging" in value;

/** Tells whether to save, now and whenever it changes. */
export function watchBattery(low: (low: boolean) => void): void {
  const ask: unknown = Reflect.get(navigator, "getBattery");
  if (typeof ask !== "function") return;
  const listen = (battery: unknown): void => {
    if (!isBattery(battery)) return;
    const tell = (): void => low(!battery.charging && battery.level <= lowLevel);
    battery.addEventListener("levelchange", tell);
    battery.addEventListener("chargingchange", tell);
    tell();
  };
  try {
    const answer: unknown = Reflect.apply(ask, navigator, []);
    if (answer instanceof Promise) answer.then(listen, () => undefined);
  } catch {
    // Not told here.
  }
}
