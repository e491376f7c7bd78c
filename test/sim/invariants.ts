/** The checks that hold when everything has come to rest: what is in the log is on every screen. */
import type { Client, Message } from "@festival-chat/client";
import {
  createAuthorChecks,
  open,
  type RoomKeys,
  type Signatures,
} from "@festival-chat/protocol/e2e";
import type { LogRecord } from "@festival-chat/protocol/wire";
import { type History, markOf, type Violation } from "./history.ts";
import type { Phone } from "./phone.ts";
import type { RelayHost } from "./relay-host.ts";

export interface Rest {
  readonly history: History;
  readonly relay: RelayHost;
  readonly phones: readonly Phone[];
  readonly keys: RoomKeys;
  readonly signatures: Signatures;
  /** Envelopes that retention took, or a restored copy lost while no phone had them on its disk. */
  readonly excused: ReadonlySet<string>;
  /** What retention took from the present log. */
  readonly trimmed: readonly LogRecord[];
  /** Remembers opened envelopes from one look to the next. */
  readonly textByMark: Map<string, string | undefined>;
}

/** What all phones must agree on about one message. */
const agreed = ({ id, author, name, body, replyTo, reactions, at }: Message): string =>
  JSON.stringify([id, author, name, body, replyTo, reactions, at]);

async function textsOf(rest: Rest, records: readonly LogRecord[]): Promise<Set<string>> {
  const authors = createAuthorChecks();
  const texts = new Set<string>();
  for (const { envelope } of records) {
    const mark = markOf(envelope);
    if (!rest.textByMark.has(mark)) {
      const opened = await open(rest.keys, envelope, authors, rest.signatures);
      const content = opened.ok ? opened.value.content : undefined;
      rest.textByMark.set(mark, content?.kind === "text" ? content.text : undefined);
    }
    const text = rest.textByMark.get(mark);
    if (text !== undefined) texts.add(text);
  }
  return texts;
}

interface Screen {
  readonly name: string;
  readonly phone: Phone;
  readonly messages: readonly Message[];
  readonly texts: ReadonlySet<string>;
  readonly gapSize: number;
  /** Its disk does not know where its history begins. */
  readonly troubled: boolean;
}

function screensOf(rest: Rest): Screen[] {
  return rest.phones.flatMap((phone) => {
    // Tabs meet in the store: where it takes nothing, one cannot know what the other knows.
    const troubled = phone.tabs.some(({ alive, client }) => alive && hasTrouble(client));
    return phone.tabs.flatMap((tab, i) => {
      const { room } = tab;
      if (!tab.alive || room === undefined) return [];
      if (troubled && tab.client?.synced(room.id) === undefined) return [];
      const messages = room.messages();
      const texts = messages.map(({ id, body }) => textBy(rest.history, id, body));
      const gapSize = room.gaps().reduce((sum, { missing }) => sum + (missing ?? 1), 0);
      return [
        { name: `${phone.name}.${i}`, phone, messages, texts: new Set(texts), gapSize, troubled },
      ];
    });
  });
}

const hasTrouble = (client: Client | undefined): boolean =>
  client?.notices.some(({ kind }) => kind === "storage-denied" || kind === "storage-full") ?? false;

const textBy = (history: History, id: Message["id"], body: Message["body"]): string => {
  if (body.kind !== "text") return id;
  const text = body.text.split("!", 1)[0] ?? "";
  return history.said.has(text) ? text : id;
};

/** C1, C2, C5, C8 and C9 of the whole; undefined when all is well. */
export async function checkRest(rest: Rest): Promise<Violation | undefined> {
  const { history, relay } = rest;
  const records = relay.records();
  const marks = new Set(records.map(({ envelope }) => markOf(envelope)));
  for (const mark of history.acked) {
    if (!marks.has(mark) && !rest.excused.has(mark)) {
      return {
        check: "C1",
        what: `an acknowledged envelope is not in the log: ${name(rest, mark)}`,
      };
    }
  }
  const texts = await textsOf(rest, records);
  await textsOf(rest, rest.trimmed);
  const screens = screensOf(rest);
  for (const { name, messages, texts: shown, gapSize, phone, troubled } of screens) {
    for (const text of texts) {
      if (!shown.has(text)) return { check: "C5", what: `${name} does not show "${text}"` };
    }
    for (const { state, body } of messages) {
      if (state === "sent") continue;
      const text = body.kind === "text" ? body.text : body.kind;
      return { check: "C10", what: `${name} still has "${text}" ${state}` };
    }
    if (rest.trimmed.length === 0) {
      for (const text of shown) {
        if (!texts.has(text)) return { check: "C9", what: `${name} alone shows "${text}"` };
      }
      continue;
    }
    const missing = missingTexts(rest, phone, shown);
    if (missing > gapSize && !troubled) {
      return { check: "C8", what: `${name} lacks ${missing} records, told of ${gapSize}` };
    }
  }
  for (const one of history.said.values()) {
    if (one.kept !== "kept" || rest.trimmed.length > 0 || texts.has(one.text)) continue;
    return { check: "C9", what: `"${one.text}" was kept and never sent` };
  }
  return checkAgreement(rest, screens);
}

const name = (rest: Rest, mark: string): string =>
  rest.textByMark.get(mark) ?? Buffer.from(mark, "latin1").toString("hex").slice(0, 8);

/** How many trimmed messages from a phone's beginning on are not on its screen. */
function missingTexts(rest: Rest, phone: Phone, shown: ReadonlySet<string>): number {
  const earliest = phone.disk.held().rooms[0]?.earliest ?? Infinity;
  let missing = 0;
  for (const { seq, envelope } of rest.trimmed) {
    const text = rest.textByMark.get(markOf(envelope));
    if (seq >= earliest && text !== undefined && !shown.has(text)) missing += 1;
  }
  return missing;
}

/** Every two screens show the same list; after retention, the same order of what both have. */
function checkAgreement(rest: Rest, screens: readonly Screen[]): Violation | undefined {
  const [first, ...others] = screens;
  if (first === undefined) return undefined;
  for (const other of others) {
    const trimmed = rest.trimmed.length > 0;
    const of = (screen: Screen, also: Screen): string[] => {
      if (!trimmed) return screen.messages.map(agreed);
      const ids = new Set(also.messages.map(({ id }) => id));
      return screen.messages.flatMap(({ id }) => (ids.has(id) ? [id] : []));
    };
    const [a, b] = [of(first, other), of(other, first)];
    const at = a.findIndex((line, i) => line !== b[i]);
    if (at < 0 && a.length === b.length) continue;
    const what = `${first.name} and ${other.name} differ at ${at}:\n  ${a[at]}\n  ${b[at]}`;
    return { check: "C5", what };
  }
  return undefined;
}
