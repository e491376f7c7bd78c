/**
 * Attempt: one end of a link on its way. Makes a connection and its card, takes the card of the other
 * end, and tells when the channel is open. Nothing of WebRTC is waited for without a deadline, and what
 * throws is told like what never answers.
 */
import type { IdentityCard } from "@festival-chat/protocol/nearby";
import { type DeviceTag, err, ok, type Result } from "@festival-chat/protocol/wire";
import { withDeadline } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";
import { answerOf, cardOf } from "./card-sdp.ts";
import {
  createDataChannelLink,
  type ChannelLink,
  type ChannelLinkEvents,
} from "./data-channel-link.ts";
import type { CreateConnection, IceServer, PeerConnectionLike } from "./rtc.ts";

/** Why an attempt came to nothing. */
export type AttemptProblem =
  /** There is no WebRTC here, or it throws. */
  | "missing"
  /** It never answered, or said what makes no card. */
  | "silent"
  /** This phone shows no address to others: a permission is missing, or there is no network. */
  | "no-address"
  /** The phones found no way to each other. */
  | "no-way";

export interface Attempt {
  /** This end. Settles within the deadlines; never rejects. */
  readonly card: Promise<Result<IdentityCard, AttemptProblem>>;
  /** This end's card, once it is there. */
  readonly own: IdentityCard | undefined;
  /** The card that was taken. */
  readonly other: IdentityCard | undefined;
  readonly link: ChannelLink | undefined;
  /** Takes the other end's card, once; the links that follow is told by the events. */
  take(card: IdentityCard): void;
  /** Whether the way that was found stays in one place; true where it cannot be known. */
  isNear(judge: (connection: PeerConnectionLike) => Promise<boolean>): Promise<boolean>;
  /** Ends connection and channels. Idempotent; the events of the link fall silent after `closed`. */
  close(code: number): void;
}

export interface AttemptOptions {
  readonly tag: DeviceTag;
  readonly createConnection: CreateConnection;
  readonly iceServers: readonly IceServer[];
  readonly schedule: Schedule;
  readonly events: ChannelLinkEvents & {
    /** The connection broke, or may have: `suspect` says that it may mend. */
    broke(suspect: boolean): void;
  };
}

/** A browser answers within milliseconds; one that does not in this time never will. */
const ANSWER_MILLIS = 5_000;
/** Places on the same network are found at once; those of helping servers take a round trip. */
const GATHER_MILLIS = 2_000;
/** How long a goodbye may take to leave. */
const GOODBYE_MILLIS = 500;

export function startAttempt(options: AttemptOptions): Attempt {
  const { tag, schedule, events } = options;
  let connection: PeerConnectionLike | undefined;
  let link: ChannelLink | undefined;
  let own: IdentityCard | undefined;
  let other: IdentityCard | undefined;
  let closed = false;

  try {
    connection = options.createConnection(options.iceServers);
    connection.addEventListener("connectionstatechange", () => {
      const state = connection?.connectionState;
      if (closed || (state !== "disconnected" && state !== "failed")) return;
      events.broke(state === "disconnected");
    });
    link = createDataChannelLink(connection, events, { schedule });
  } catch {
    end();
  }

  async function makeCard(): Promise<Result<IdentityCard, AttemptProblem>> {
    const pc = connection;
    if (pc === undefined || link === undefined) return err("missing");
    const offered = await withDeadline(
      async () => {
        const { sdp = "" } = await pc.createOffer();
        await pc.setLocalDescription({ type: "offer", sdp });
      },
      ANSWER_MILLIS,
      schedule,
    );
    if (!offered.ok) return err(offered.error.kind === "late" ? "silent" : "missing");
    await withDeadline(() => gathered(pc), GATHER_MILLIS, schedule);
    own = cardOf(pc.localDescription?.sdp ?? "", tag);
    if (own === undefined) return err("silent");
    return own.candidates.length === 0 ? err("no-address") : ok(own);
  }

  /** Frees what the browser holds; without it a few hundred attempts would be its last. */
  function end(): void {
    try {
      connection?.close();
    } catch {
      // What cannot be closed is left alone.
    }
  }

  const card = makeCard();

  return {
    card,
    get own() {
      return own;
    },
    get other() {
      return other;
    },
    get link() {
      return link;
    },
    take(theirs) {
      const pc = connection;
      if (other !== undefined || closed || pc === undefined) return;
      other = theirs;
      const sdp = answerOf(theirs, theirs.tag < tag ? "active" : "passive");
      // An answer is taken only by who has made its offer.
      void card.then(async (made) => {
        if (!made.ok || closed) return;
        const taken = await withDeadline(
          () => pc.setRemoteDescription({ type: "answer", sdp }),
          ANSWER_MILLIS,
          schedule,
        );
        if (!taken.ok && !closed) events.broke(false);
      });
    },
    async isNear(judge) {
      const pc = connection;
      if (pc === undefined) return false;
      const judged = await withDeadline(() => judge(pc), ANSWER_MILLIS, schedule);
      return !judged.ok || judged.value;
    },
    close(code) {
      if (closed) return;
      closed = true;
      link?.close(code);
      // The connection takes the goodbye with it when it is closed at once.
      schedule(end, GOODBYE_MILLIS);
    },
  };
}

function gathered(pc: PeerConnectionLike): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (pc.iceGatheringState === "complete") resolve();
    };
    pc.addEventListener("icegatheringstatechange", look);
    look();
  });
}
