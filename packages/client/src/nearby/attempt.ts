/**
 * Attempt: one end of a link on its way. Makes a connection and its card, takes the card of the other
 * end, and tells when the channel is open. Nothing of WebRTC is waited for without a deadline, and what
 * throws is told like what never answers.
 */
import type { CardCandidate, IdentityCard } from "@festival-chat/protocol/nearby";
import { type DeviceTag, err, ok, type Result } from "@festival-chat/protocol/wire";
import { withDeadline } from "../deadline.ts";
import type { Schedule } from "../link/schedule.ts";
import { answerOf, candidateLine, cardOf } from "./card-sdp.ts";
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
  /** This end without its candidates, before anything of it is set. Settles like the card. */
  readonly prekey: Promise<Result<IdentityCard, AttemptProblem>>;
  /** This end. Settles within the deadlines, of a held one counted from its release; never rejects. */
  readonly card: Promise<Result<IdentityCard, AttemptProblem>>;
  /** A held one goes on: it looks for its candidates, and takes what it was given. */
  release(): void;
  /** This end's card, once it is there. */
  readonly own: IdentityCard | undefined;
  /** The card that was taken. */
  readonly other: IdentityCard | undefined;
  readonly link: ChannelLink | undefined;
  /** Takes the other end's card, once; the links that follow is told by the events. */
  take(card: IdentityCard): void;
  /** One more place of the end that was taken. */
  reach(candidate: CardCandidate): void;
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
  /** Makes its offer and waits with it until it is released: nothing of the network is used by then. */
  readonly held?: boolean;
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
  let took: Promise<void> = Promise.resolve();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
    if (options.held !== true) resolve();
  });

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

  /** What is not to be waited for longer, or throws. */
  async function asked<T>(ask: () => Promise<T>): Promise<Result<T, AttemptProblem>> {
    const answer = await withDeadline(ask, ANSWER_MILLIS, schedule);
    if (answer.ok) return answer;
    return err(answer.error.kind === "late" ? "silent" : "missing");
  }

  async function makeOffer(): Promise<Result<string, AttemptProblem>> {
    const pc = connection;
    if (pc === undefined || link === undefined) return err("missing");
    const made = await asked(() => pc.createOffer());
    return made.ok ? ok(made.value.sdp ?? "") : made;
  }

  async function makePrekey(): Promise<Result<IdentityCard, AttemptProblem>> {
    const made = await offered;
    if (!made.ok) return made;
    const bare = cardOf(made.value, tag);
    return bare === undefined ? err("silent") : ok({ ...bare, candidates: [] });
  }

  async function makeCard(): Promise<Result<IdentityCard, AttemptProblem>> {
    const made = await offered;
    const pc = connection;
    if (!made.ok) return made;
    if (pc === undefined) return err("missing");
    await released;
    const set = await asked(() => pc.setLocalDescription({ type: "offer", sdp: made.value }));
    if (!set.ok) return set;
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

  const offered = makeOffer();
  const prekey = makePrekey();
  const card = makeCard();

  return {
    prekey,
    card,
    release,
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
      took = card.then(async (made) => {
        if (!made.ok || closed) return;
        const taken = await withDeadline(
          () => pc.setRemoteDescription({ type: "answer", sdp }),
          ANSWER_MILLIS,
          schedule,
        );
        if (!taken.ok && !closed) events.broke(false);
      });
    },
    reach(candidate) {
      void took.then(() => {
        const line = {
          candidate: candidateLine(candidate, other?.candidates.length ?? 0),
          sdpMid: "0",
        };
        // A place that is not taken is one that is not reached; the attempt has its deadline.
        if (!closed) void asked(async () => connection?.addIceCandidate(line));
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
