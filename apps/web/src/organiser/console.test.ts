/** What the console makes of answers, of drafts and of its own address. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Announced,
  parseAnnounceRequest,
  parseRoomList,
  routes,
} from "@festival-chat/protocol/organiser";
import { languageNames } from "../strings/language-names.ts";
import { consoleWords } from "../strings/console/en.ts";
import { createApi, type Transport } from "./api.ts";
import { createDesk, faultWords } from "./desk.ts";
import { bytesLeft, emptyText, problemOf, requestOf, startDraft, withTemplate } from "./draft.ts";
import { moved } from "./moved.ts";
import { formatPlace, parsePlace } from "./place.ts";
import { templates, templateTexts } from "./templates.ts";

const now = 1_783_000_000_000;
const answering =
  (status: number, text: string): Transport =>
  () =>
    Promise.resolve({ status, text });
const fault = async (transport: Transport): Promise<string> => {
  const answer = await createApi(transport, () => undefined).get(routes.rooms, parseRoomList);
  return answer.ok ? "ok" : answer.error.kind;
};

describe("answers", () => {
  test("are taken whole, or are a fault that says what to do", async () => {
    equal(await fault(answering(200, '{"rooms":[],"total":0}')), "ok");
    equal(await fault(answering(200, '{"rooms":[{}],"total":0}')), "unreadable");
    equal(await fault(answering(200, "<html>Sign in to this Wi-Fi</html>")), "unreadable");
    equal(await fault(answering(403, '{"error":"step-up","retryAfterSeconds":0}')), "step-up");
    equal(await fault(answering(500, "oops")), "unreadable");
    equal(await fault(() => Promise.reject(new TypeError("no network"))), "offline");
    for (const words of Object.values(consoleWords.errors))
      ok(/[.]$/u.test(words) && words.length > 20);
    const wait = faultWords({ kind: "slow-down", retryAfterSeconds: 30 });
    equal(wait, "Wait 30 seconds, then try again.");
  });

  test("of a session that is over lead to the door", async () => {
    const session = {
      name: "Control",
      role: "owner",
      idleUntil: now,
      endsAt: now,
      steppedUpUntil: 0,
      passkeys: [],
    };
    const state = {
      now,
      environment: "development",
      eventTag: "public",
      version: "1",
      hasPasskeys: false,
      session,
    };
    const desk = createDesk(({ path }) => {
      if (path === routes.state.path) {
        return Promise.resolve({ status: 200, text: JSON.stringify(state) });
      }
      const text = '{"error":"signed-out","retryAfterSeconds":0}';
      return Promise.resolve({ status: 401, text });
    }, "");
    await desk.refresh();
    equal(desk.session.value?.name, "Control");
    await desk.api.get(routes.rooms, parseRoomList);
    equal(desk.session.value, null);
    equal(desk.ended.value, consoleWords.signIn.ended);
  });
});

describe("a draft", () => {
  test("is not sent without words, with too many, or to no room", () => {
    const draft = startDraft(undefined, now);
    equal(problemOf(draft), consoleWords.compose.needsTitle("English"));
    const titled = { ...draft, texts: [{ ...emptyText("en"), title: "Rain" }] };
    equal(problemOf(titled), undefined);
    equal(problemOf({ ...titled, rooms: [] }), consoleWords.compose.needsRooms);
    const long = { ...emptyText("en"), title: "é".repeat(121) };
    equal(bytesLeft(long, "title"), -2);
    equal(problemOf({ ...titled, texts: [long] }), consoleWords.compose.tooManyBytes);
  });

  test("becomes a request that the relay takes, in the languages of the app", () => {
    for (const template of templates) {
      const draft = withTemplate(startDraft(undefined, now), template, "car park B");
      equal(problemOf(draft), undefined, template);
      const request = requestOf({ ...draft, nextMinutes: 15 }, undefined, now + 0.5);
      deepEqual(parseAnnounceRequest(request), request);
      deepEqual(
        request.texts.map(({ language }) => language),
        Object.keys(languageNames),
        template,
      );
    }
  });

  test("of a revision keeps its id, and does not end before the one it follows", () => {
    const before: Announced = {
      id: "00".repeat(16),
      revision: 3,
      level: "emergency",
      issuedAt: now,
      expiresAt: now + 5 * 3_600_000,
      nextUpdate: 0,
      rooms: [],
      texts: templateTexts("weather", ""),
      withdrawn: false,
      sent: 0,
      reached: 0,
      opened: 0,
      help: 0,
    };
    const request = requestOf({ ...startDraft(before, now), endsMinutes: 30 }, before, now);
    deepEqual([request.id, request.revision, request.expiresAt], [before.id, 3, before.expiresAt]);
  });

  test("is as loud as its template at least, and as somebody chose after that", () => {
    const empty = withTemplate(startDraft(undefined, now), "evacuate", "");
    equal(empty.level, "emergency");
    equal(
      withTemplate(empty, "water", "").level,
      "emergency",
      "nothing makes it quieter by itself",
    );
    const quieter = { ...empty, level: "important" } as const;
    equal(withTemplate(quieter, "evacuate", "car park B").level, "important");
  });

  test("shows a blank that nobody filled", () => {
    const [english] = templateTexts("evacuate", " ");
    equal(english?.action, "Go to … now");
  });
});

test("an address leads back to where one was, and an unknown one to the figures", () => {
  const place = { view: "rooms", detail: "00112233aabb" } as const;
  deepEqual(parsePlace(formatPlace(place)), place);
  for (const hash of ["", "#", "#nowhere", "#rooms/<script>", "rooms"]) {
    deepEqual(parsePlace(hash), { view: "live", detail: "" });
  }
});

test("a room moves by one place, and the others keep their order", () => {
  deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "c", "b"]);
  deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
});
