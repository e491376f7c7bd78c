/**
 * Links between phones of the simulation: in order, with a little delay, and lossy. A link whose
 * phones can no longer hear each other swallows what is sent; an end that is awake notices later.
 */
import type { Nearby, PeerLink } from "@festival-chat/client";
import type { DeviceTag, Millis } from "@festival-chat/protocol/wire";
import type { VirtualTime } from "../clock.ts";
import type { Dice } from "../random.ts";

/** One phone, as far as links care. */
export interface Station {
  readonly device: DeviceTag;
  readonly nearby: Nearby;
  /** Whether its app runs. */
  awake(): boolean;
}

export interface PeerLinks {
  /** Devices that a station has links to, those included that are dead and not noticed. */
  linkedTo(station: Station): readonly DeviceTag[];
  /** Establishes a link at once. */
  connect(a: Station, b: Station): void;
  hangUp(a: Station, device: DeviceTag): void;
  /** Links of phones that cannot hear each other die. */
  cut(reach: (a: Station, b: Station) => boolean): void;
  /** A phone that wakes finds its dead links at once. */
  wake(station: Station): void;
  readonly bytes: number;
}

const bytesPerSecond = 500_000;
const travelMillis = { low: 3, high: 25 };
/** Until an end that is awake gives a silent link up. */
const noticeMillis = { low: 5_000, high: 15_000 };

interface End {
  readonly station: Station;
  readonly link: PeerLink;
  open: boolean;
}

interface Pair {
  readonly ends: readonly [End, End];
  alive: boolean;
}

export function createPeerLinks(time: VirtualTime, dice: Dice, lossRate: number): PeerLinks {
  let pairs: Pair[] = [];
  let bytes = 0;

  function close(end: End): void {
    if (!end.open) return;
    end.open = false;
    end.station.nearby.peerGone(end.link);
    pairs = pairs.filter(({ ends }) => ends.some(({ open }) => open));
  }

  function createLane(pair: () => Pair | undefined, to: () => End | undefined): PeerLink["send"] {
    let last: Millis = 0;
    return (frame) => {
      bytes += frame.length;
      const own = pair();
      if (own === undefined || !own.alive || dice.chance(lossRate)) return true;
      const travel = dice.between(travelMillis.low, travelMillis.high);
      last = Math.max(last, time.now() + travel) + (frame.length / bytesPerSecond) * 1_000;
      time.after(last - time.now(), () => {
        const end = to();
        if (!own.alive || end === undefined || !end.open || !end.station.awake()) return;
        end.station.nearby.heard(end.link, frame);
      });
      return true;
    };
  }

  const pairOf = (station: Station, device: DeviceTag): Pair | undefined =>
    pairs.find(
      ({ ends: [a, b] }) =>
        (a.station === station && b.station.device === device) ||
        (b.station === station && a.station.device === device),
    );

  /** Each open end that is awake notices after a while; the others when they wake. */
  function notice({ ends }: Pair): void {
    for (const end of ends) {
      time.after(dice.between(noticeMillis.low, noticeMillis.high), () => {
        if (end.station.awake()) close(end);
      });
    }
  }

  return {
    get bytes() {
      return bytes;
    },

    linkedTo: (station) =>
      pairs.flatMap(({ ends: [a, b] }) => {
        if (a.station === station && a.open) return [b.station.device];
        return b.station === station && b.open ? [a.station.device] : [];
      }),

    connect(a, b) {
      if (pairOf(a, b.device)?.alive === true) return;
      const made: { pair: Pair | undefined } = { pair: undefined };
      const endOf = (station: Station, other: 0 | 1): End => {
        const end: End = {
          station,
          open: true,
          link: {
            send: createLane(
              () => made.pair,
              () => made.pair?.ends[other],
            ),
            close() {
              const pair = made.pair;
              if (pair === undefined || !pair.alive) return;
              pair.alive = false;
              for (const one of pair.ends) time.after(0, () => close(one));
            },
          },
        };
        return end;
      };
      const pair: Pair = { ends: [endOf(a, 1), endOf(b, 0)], alive: true };
      made.pair = pair;
      pairs.push(pair);
      a.nearby.peerReady(pair.ends[0].link, { device: b.device });
      b.nearby.peerReady(pair.ends[1].link, { device: a.device });
    },

    hangUp(a, device) {
      const pair = pairOf(a, device);
      pair?.ends[0].link.close(1000);
    },

    cut(reach) {
      for (const pair of [...pairs]) {
        const [a, b] = pair.ends;
        if (!pair.alive || reach(a.station, b.station)) continue;
        pair.alive = false;
        notice(pair);
      }
    },

    wake(station) {
      for (const pair of [...pairs]) {
        if (pair.alive) continue;
        for (const end of pair.ends) if (end.station === station) close(end);
      }
    },
  };
}
