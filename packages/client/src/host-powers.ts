/** What a host does, as control events signed with the host key. Loaded late: few are hosts. */
import {
  authorMark,
  type ControlAction,
  contentTypes,
  createControl,
  decodeRules,
  encodeControl,
  encodeRules,
  hostFingerprint,
  type HouseRules,
  type Move,
  type MovePlace,
  type RoomCard,
  sealRoots,
} from "@festival-chat/protocol/e2e";
import { type AuthorKey, err, limits, ok, type Result, utf8 } from "@festival-chat/protocol/wire";
import { createCertificate } from "@festival-chat/protocol/words";
import type { Room } from "./api.ts";
import type { ClientPorts } from "./client-ports.ts";
import type { Driver } from "./driver.ts";
import { adopt, successorOf } from "./follow-move.ts";
import { foundRoom } from "./found-room.ts";
import type { LateLoadingPorts } from "./late-loading.ts";
import type { HostError, HostPowers } from "./policy.ts";
import { type RoomCore, takeCertificate } from "./room-core.ts";
import type { RoomHandle } from "./room.ts";

export interface HostPowerPorts {
  readonly driver: Driver;
  readonly ports: ClientPorts;
  readonly listener: LateLoadingPorts["listener"];
}

/** Entries sealed between two pauses: some tens of milliseconds of a slow phone. */
const sealedAtOnce = 8;

const noRules: HouseRules = { slowModeSeconds: 0, locked: false, closed: false };

const failed: HostError = { kind: "failed" };

/**
 * Who wrote here, or was taken along to here, the last writer first. Blocked people too: a host who
 * does not want to read somebody has not removed them.
 */
function membersOf(core: RoomCore, cores: Iterable<RoomCore>, seen = new Set<RoomCore>()) {
  seen.add(core);
  const lastByAuthor = new Map<AuthorKey, number>([[core.identity.author, Infinity]]);
  const wrote = (author: AuthorKey, ms: number): void =>
    void lastByAuthor.set(author, Math.max(ms, lastByAuthor.get(author) ?? 0));
  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened !== undefined) wrote(opened.author, opened.hlc.ms);
  }
  const all = [...cores];
  for (const before of all) {
    const acts = before.late?.acts;
    if (acts?.policy.movedTo !== core.id || seen.has(before)) continue;
    const marks = new Set(acts.moves.flatMap(({ entries }) => entries.map(({ mark }) => mark)));
    for (const [author, ms] of membersOf(before, all, seen)) {
      if (marks.has(authorMark(author))) wrote(author, ms);
    }
  }
  return lastByAuthor;
}

/** @returns undefined when this device is not host of the room */
export function createHostPowers(
  handle: RoomHandle,
  { driver, ports, listener }: HostPowerPorts,
): HostPowers | undefined {
  const { core } = handle;
  const { hostSecret } = core.stored;
  const { random, signatures } = ports;
  const { rooms } = listener;
  if (hostSecret === undefined) return undefined;
  const secret = hostSecret;

  async function act(action: ControlAction): Promise<Result<void, HostError>> {
    if (core.late?.acts.policy.movedTo !== undefined) return err(failed);
    const sent = await handle.send(async ({ chain, ctr }) => {
      const place = { room: core.id, epoch: 0, author: core.identity.author, chain, ctr };
      const event = await createControl(place, secret, action, signatures);
      return { kind: "unknown", type: contentTypes.control, bytes: encodeControl(event) };
    });
    return sent.ok ? ok(undefined) : err(failed);
  }

  async function rename(wanted: string): Promise<Result<void, HostError>> {
    const name = wanted.trim();
    if (name === "") return err({ kind: "empty" });
    if (utf8(name).length > limits.roomNameBytes) {
      return err({ kind: "too-long", maxBytes: limits.roomNameBytes });
    }
    if (core.card?.name === name) return ok(undefined);
    const version = await writeCard((card) => ({ ...card, name }));
    return version === undefined ? err(failed) : act({ op: "rename", version });
  }

  /** Signs the card anew. @returns its version; undefined when this device has none to change */
  async function writeCard(change: (card: RoomCard) => RoomCard): Promise<number | undefined> {
    const { card } = core;
    const { certificate: held } = core.stored;
    if (card === undefined || held === undefined) return undefined;
    const version = held.version + 1;
    const nonce = random.bytes(24);
    const next = change(card);
    const made = await createCertificate(core.keys, secret, version, next, nonce, signatures);
    if (!(await takeCertificate(core, made, signatures))) return undefined;
    await new Promise<void>((resolve) => driver.keep([driver.putRoom(core)], resolve));
    driver.emit({ kind: "room", room: core.id });
    listener.learned(core.id);
    return version;
  }

  /** An act of which phones that join later know by the card. */
  async function rule(
    action: ControlAction,
    change: Partial<HouseRules>,
  ): Promise<Result<void, HostError>> {
    const done = await act(action);
    if (!done.ok) return done;
    await writeCard((card) => {
      const rules = (card.rules && decodeRules(card.rules)) ?? noRules;
      return { ...card, rules: encodeRules({ ...rules, ...change }) };
    });
    return done;
  }

  /** The new root for each of these, in as many events as it takes. */
  async function sealMoves(
    successor: Pick<Move, "successor" | "version" | "card" | "cardSignature">,
    root: Uint8Array,
    members: readonly AuthorKey[],
  ): Promise<readonly Move[]> {
    const place: MovePlace = { room: core.id, successor: successor.successor };
    const moves: Move[] = [];
    for (let from = 0; from < members.length; from += limits.moveEntries) {
      const ephemeral = random.bytes(32);
      const some = members.slice(from, from + limits.moveEntries);
      let move: Move = { ...successor, ...sealRoots(place, root, ephemeral, []) };
      for (let i = 0; i < some.length; i += sealedAtOnce) {
        if (i > 0) await driver.pause();
        const sealed = sealRoots(place, root, ephemeral, some.slice(i, i + sealedAtOnce));
        move = { ...move, entries: [...move.entries, ...sealed.entries] };
      }
      moves.push(move);
    }
    return moves;
  }

  async function removeMember(author: AuthorKey): Promise<Result<Room, HostError>> {
    const { acts } = core.late ?? {};
    const { card } = core;
    if (acts === undefined || card === undefined || author === core.identity.author) {
      return err(failed);
    }
    if (acts.policy.movedTo !== undefined) return err(failed);
    const { eventTag } = ports.settings();
    const founding = { random, signatures, eventTag, now: driver.now };
    const founded = await foundRoom(card.name, await ports.loadWords(), founding, {
      secret,
      rules: card.rules,
    });
    const { certificate, room: successor, root } = founded;
    if (certificate === undefined) return err(failed);
    const members = [...membersOf(core, driver.cores.values())]
      .sort(([, a], [, b]) => b - a)
      .flatMap(([member]) => (member === author || acts.expelled.has(member) ? [] : [member]))
      .slice(0, limits.moveMembers);
    const { version, card: sealedCard, signature: cardSignature } = certificate;
    const told = { successor, version, card: sealedCard, cardSignature };
    const moves = await sealMoves(told, root, members);
    const expectedHost = hostFingerprint(certificate.hostKey);
    const record = successorOf(core.stored, { ...founded, expectedHost }, ports.clock.now());
    const done = await Promise.all([
      adopt(core, record, rooms, driver.keep).then(() => ok(undefined)),
      act({ op: "remove-member", author }),
      ...moves.map((move) => act({ op: "move", ...move })),
    ]);
    const room = rooms.handle(successor)?.room;
    return room === undefined || done.some((one) => !one.ok) ? err(failed) : ok(room);
  }

  return {
    rename,
    removeMessage: (message) => act({ op: "remove-message", message }),
    slowMode(wanted) {
      const seconds = Math.min(limits.slowModeSeconds, Math.max(0, Math.round(wanted)));
      return rule({ op: "slow-mode", seconds }, { slowModeSeconds: seconds });
    },
    lock: (locked) => rule({ op: "lock", locked }, { locked }),
    close: () => rule({ op: "close" }, { closed: true }),
    removeMember,
  };
}
