/** An announcement of the organiser: from the console's request until every phone has its bytes. */
import { join } from "node:path";
import {
  type AnnounceRequest,
  parseAnnouncementList,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";
import { decodeAnnouncementFrame } from "@festival-chat/protocol/wire";
import { createOrganisers, openOrganiserDatabase, organiserFile } from "@festival-chat/relay";
import { until } from "../crowd.ts";
import { type Figure, type Pace, type Part, quantile } from "../figure.ts";
import { prepareRooms, resumeFrame } from "../prepare-tickets.ts";
import { dialRaw, type RawLink } from "../raw-link.ts";
import { type RelayProcess, startRelay } from "../server-process.ts";

const links = 500;
const roomCount = 10;
const limitMillis = 30_000;

/** Languages of the app, each with a text of a usual length. */
const languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "ar", "he", "ja", "uk"];

const requestAt = (now: number): AnnounceRequest => ({
  id: null,
  revision: 0,
  level: "emergency",
  expiresAt: now + 3_600_000,
  nextUpdate: now + 900_000,
  rooms: [],
  texts: languages.map((language) => ({
    language,
    title: "Storm in half an hour",
    body: "Leave tents and stages. ".repeat(12),
    action: "Go to car park B",
  })),
});

/** Somebody who may announce. @returns asks the console and gives the answer's JSON */
async function signIn(relay: RelayProcess) {
  const { origin, dataDir } = relay;
  const db = openOrganiserDatabase(join(dataDir, organiserFile));
  const token = createOrganisers(db).add("Bench", "operator", Date.now());
  db.close();
  let cookie = "";
  const ask = async (route: Route, body: object): Promise<unknown> => {
    const headers = { "Content-Type": "application/json", Origin: origin, Cookie: cookie };
    const answer = await fetch(origin + route.path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the console answered ${answer.status}`);
    cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? cookie;
    return answer.json();
  };
  await ask(routes.signIn, { token });
  await ask(routes.stepUp, { token });
  return ask;
}

async function measure(pace: Pace): Promise<readonly Figure[]> {
  const relay = await startRelay();
  const rooms = await prepareRooms(relay.origin, roomCount, links / roomCount);
  const ask = await signIn(relay);
  let joined = 0;
  let bytes = 0;
  let reachedAt: number[] = [];
  const crowd: RawLink[] = [];
  try {
    for (let i = 0; i < links; i++) {
      const room = rooms[i % roomCount];
      if (room === undefined) continue;
      const link = dialRaw(relay.origin, {
        onFrame(frame, from) {
          if (frame.kind === "hello") {
            from.send(resumeFrame(room, Math.floor(i / roomCount), undefined));
          } else if (frame.kind === "joined") joined++;
        },
        onOther(given) {
          if (decodeAnnouncementFrame(given)?.ok !== true) return;
          bytes = given.length;
          reachedAt.push(performance.now());
        },
        onClosed: () => undefined,
      });
      crowd.push(link);
    }
    await until(() => joined === links, limitMillis);
    const millis: number[] = [];
    for (let round = 0; round < (pace.quick ? 1 : 5); round++) {
      reachedAt = [];
      const begun = performance.now();
      const answer = parseAnnouncementList(await ask(routes.announce, requestAt(Date.now())));
      if (answer === undefined) throw new Error("the console answered something else");
      await until(() => reachedAt.length >= links, limitMillis);
      millis.push(...reachedAt.map((at) => at - begun));
      if (reachedAt.length < links) millis.push(Infinity);
    }
    return [
      {
        what: "an announcement to 500 phones: from the request to the last one",
        value: Math.max(...millis),
        unit: "ms",
        better: "less",
        ship: 2_000,
        note: `p95 ${quantile(millis, 0.95).toFixed(0)} ms; ${bytes.toLocaleString("en")} bytes in ${languages.length} languages, signed and in the audit log first`,
      },
    ];
  } finally {
    for (const link of crowd) link.cut();
    await relay.stop();
  }
}

export const announcement: Part = { name: "announcement", run: measure };
