/**
 * The machine the relay runs on: it starts, dies in mid-sentence, drains, comes back with what its
 * disk held, or with an older copy.
 */
import type { LinkEvents, Link } from "@festival-chat/client";
import type { LogRecord, Millis, RoomId } from "@festival-chat/protocol/wire";
import {
  createMemoryBackend,
  createRelay,
  type MemoryBackend,
  type Relay,
} from "@festival-chat/relay";
import type { Signatures } from "@festival-chat/protocol/e2e";
import type { Cancel, VirtualTime } from "./clock.ts";
import type { History } from "./history.ts";
import { type Connection, createConnection, type Path } from "./network.ts";
import type { Dice } from "./random.ts";

type Snapshot = ReturnType<MemoryBackend["snapshot"]>;

export interface RelayHost {
  readonly up: boolean;
  /** Oldest first, of this room. */
  records(): readonly LogRecord[];
  readonly logEpoch: string;
  /** The process is killed: what was not committed is gone. quiet: the machine lost power, nobody hears. */
  kill(quiet: boolean): void;
  /** SIGTERM: goodbyes, commits, exit. */
  drain(): void;
  /** Starts with what the disk holds. */
  start(): void;
  /** Keeps a copy of the database. */
  backUp(): void;
  /** Starts with the last copy, or with an empty disk; the process must be down. */
  startFrom(copy: "backup" | "nothing"): void;
  failCommits(count: number): void;
  /** Retention removes everything but the newest `keep` entries; `gone` hears what went. */
  trim(keep: number, gone: (records: readonly LogRecord[]) => void): void;
  /** The handshake reached the machine. @returns undefined when nobody listens */
  accept(
    phone: string,
    path: Path,
    events: LinkEvents,
  ): { link: Link; connection: Connection } | undefined;
}

export interface RelayHostPorts {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly signatures: Signatures;
  readonly history: History;
  readonly room: RoomId;
  readonly origin: string;
  /** The relay's clock runs this far off. */
  readonly skewMillis: Millis;
  /** Longest time of a commit. */
  readonly commitMillis: number;
}

export function createRelayHost(ports: RelayHostPorts): RelayHost {
  const { time, dice, history, room } = ports;
  const now = (): Millis => Math.floor(time.now() + ports.skewMillis);
  const random = (length: number): Uint8Array => dice.bytes(length);
  let disk: Snapshot | undefined;
  let copy: Snapshot | undefined;
  let ticketKey = dice.bytes(32);
  let running:
    | { readonly relay: Relay; readonly backend: MemoryBackend; readonly stop: () => void }
    | undefined;
  let connections: Connection[] = [];

  function boot(from: Snapshot | undefined, restored: boolean): void {
    const backend = createMemoryBackend({
      now,
      random,
      restored,
      ...(from === undefined ? {} : { from }),
      defer: (commit) => void time.after(dice.between(0.2, ports.commitMillis), commit),
    });
    history.relayBegan(backend.log.logEpoch, from?.rooms.records(room) ?? []);
    // First among the listeners: the relay may act on a commit only after it happened.
    backend.log.tail((entries) => history.relayCommitted(entries));
    let cancel: Cancel = () => undefined;
    const relay = createRelay({
      backend,
      environment: "development",
      now,
      random,
      verify: ({ publicKey, message, signature }) =>
        ports.signatures.verify(publicKey, message, signature),
      ticketKey,
      wake(delay) {
        cancel();
        cancel = time.after(delay, () => relay.tick());
      },
    });
    running = { relay, backend, stop: () => cancel() };
  }

  function down(): void {
    running?.stop();
    running = undefined;
    connections = [];
  }

  const host: RelayHost = {
    get up() {
      return running !== undefined;
    },
    records: () => (running?.backend.snapshot() ?? disk)?.rooms.records(room) ?? [],
    get logEpoch() {
      return running?.backend.log.logEpoch ?? "";
    },
    kill(quiet) {
      if (running === undefined) return;
      disk = running.backend.kill();
      for (const connection of connections) {
        if (quiet) connection.halfOpen();
        connection.relayDied();
      }
      down();
    },
    drain() {
      if (running === undefined) return;
      const { relay, backend } = running;
      void relay.drain().then(() => {
        time.after(1_000, () => {
          if (running?.relay !== relay) return;
          disk = backend.kill();
          for (const connection of connections) connection.relayDied();
          down();
        });
      });
    },
    start() {
      if (running === undefined) boot(disk, false);
    },
    backUp() {
      copy = running?.backend.snapshot() ?? copy;
    },
    startFrom(which) {
      if (running !== undefined) return;
      if (which === "nothing") ticketKey = dice.bytes(32);
      boot(which === "backup" ? copy : undefined, which === "backup");
    },
    failCommits: (count) => void running?.backend.failNextCommits(count),
    trim(keep, gone) {
      if (running === undefined) return;
      const { relay, backend } = running;
      const records = host.records();
      const going = records.slice(0, Math.max(0, records.length - keep));
      const edge = records[going.length];
      if (going.length === 0 || edge === undefined) return;
      void backend.log.trim(edge.receivedAt, going.length).then((removed) => {
        if (!removed.ok) return;
        const went = going.slice(0, removed.value);
        history.relayTrimmed(went);
        gone(went);
        relay.trimmed();
      });
    },
    accept(phone, path, events) {
      if (running === undefined || running.relay.admit(phone) > 0) return undefined;
      const { relay } = running;
      connections = connections.filter(({ open }) => open);
      const made = createConnection(
        { time, dice, path },
        events,
        (socket) => relay.accept(socket, { origin: ports.origin, ipTag: phone }),
        history.watch(),
      );
      connections.push(made.connection);
      return made;
    },
  };
  return host;
}
