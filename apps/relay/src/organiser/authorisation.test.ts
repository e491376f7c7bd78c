/** Who may ask for what: every request of the console against everybody who might try. */
import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  bodyBytes,
  type Route,
  roles,
  routes,
  type StepUp,
} from "@festival-chat/protocol/organiser";
import { type ConsoleScene, consoleScene, stateOf } from "./console.fixture.ts";
import { freeTries } from "./tries.ts";

let scene: ConsoleScene;
before(async () => {
  scene = await consoleScene();
});
after(() => scene.close());

const minute = 60_000;
const all: readonly (readonly [string, Route])[] = Object.entries(routes);
const guarded = all.filter(([, { role }]) => role !== "anybody");
const acts = all.filter(([, { method }]) => method === "POST");

/** Status and error of an answer. */
async function verdict(
  route: Route,
  asking: Parameters<ConsoleScene["ask"]>[1],
): Promise<[number, unknown]> {
  const { status, value } = await scene.ask(route, asking);
  const error =
    typeof value === "object" && value !== null && "error" in value ? value.error : undefined;
  return [status, error];
}

test("who is not signed in gets nothing but the way in", async () => {
  for (const [name, route] of guarded) {
    deepEqual(await verdict(route, {}), [401, "signed-out"], name);
    deepEqual(await verdict(route, { cookie: "organiser=forged" }), [401, "signed-out"], name);
  }
});

test("a role gets what it may have, and the rest is refused by name", async () => {
  for (const role of roles) {
    const { cookie } = await scene.signIn(role);
    for (const [name, route] of guarded) {
      if (route === routes.signOut) continue;
      const may =
        roles.indexOf(role) >= roles.indexOf(route.role === "anybody" ? "viewer" : route.role);
      // An act that carries nothing is malformed; changing the key is the one that needs no words.
      if (may && route === routes.changeKey) continue;
      const [status, error] = await verdict(route, { cookie });
      if (may) ok(error !== "role" && error !== "signed-out", `${role} ${name} ${status}`);
      else deepEqual([status, error], [403, "role"], `${role} ${name}`);
    }
  }
});

test("destructive acts ask for a second proof after the sign-in, and when the last one is old", async () => {
  const { cookie, token } = await scene.signIn("owner", "once");
  const needs = (stepUp: StepUp) => acts.filter(([, route]) => route.stepUp === stepUp);
  const expectAsked = async (): Promise<void> => {
    for (const [name, route] of needs("always")) {
      deepEqual(await verdict(route, { cookie }), [403, "step-up"], name);
    }
  };
  await expectAsked();
  equal((await scene.ask(routes.stepUp, { cookie, body: { token } })).status, 200);
  const stop = { cookie, body: { stopped: false } };
  deepEqual(await verdict(routes.setNewRooms, stop), [200, undefined]);
  await scene.relay.pass(6 * minute);
  await expectAsked();
  const [text] = [{ language: "en", title: "Storm", body: "", action: "" }];
  const announcement = {
    id: null,
    revision: 0,
    expiresAt: scene.relay.now() + minute,
    nextUpdate: 0,
    rooms: [],
    texts: [text],
  };
  const emergency = { cookie, body: { ...announcement, level: "emergency" } };
  deepEqual(await verdict(routes.announce, emergency), [403, "step-up"]);
  deepEqual(await verdict(routes.announce, { cookie, body: { ...announcement, level: "info" } }), [
    200,
    undefined,
  ]);
  const other = await scene.signIn("owner");
  deepEqual(await verdict(routes.stepUp, { cookie, body: { token: other.token } }), [
    401,
    "wrong-proof",
  ]);
  equal((await scene.ask(routes.stepUp, { cookie, body: { token } })).status, 200);
  deepEqual(await verdict(routes.announce, emergency), [200, undefined]);
  deepEqual(await verdict(routes.setNewRooms, { cookie, body: { stopped: false } }), [
    200,
    undefined,
  ]);
});

test("an act that another page asks for is refused, whoever is signed in", async () => {
  const { cookie } = await scene.signIn("owner");
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "" },
    { Origin: `${scene.origin}/` },
    { Origin: scene.origin.replace("http:", "https:").replace(/:\d+$/, ":1") },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ];
  for (const [name, route] of acts) {
    for (const headers of foreign) {
      deepEqual(await verdict(route, { cookie, headers }), [403, "origin"], name);
    }
  }
  const looked = { cookie, headers: { "Sec-Fetch-Site": "cross-site" } };
  deepEqual(await verdict(routes.figures, looked), [403, "origin"]);
});

test("a session ends after 15 minutes without a request, and after 8 hours anyway", async () => {
  const idle = await scene.signIn("viewer");
  await scene.relay.pass(14 * minute);
  equal((await scene.ask(routes.figures, idle)).status, 200);
  await scene.relay.pass(15 * minute + 1);
  for (const [name, route] of guarded) {
    deepEqual(await verdict(route, idle), [401, "signed-out"], name);
  }
  const busy = await scene.signIn("viewer");
  for (let spent = 0; spent < 8 * 60; spent += 10) {
    equal((await scene.ask(routes.activity, busy)).status, 200, `${spent} minutes`);
    await scene.relay.pass(10 * minute);
  }
  deepEqual(await verdict(routes.activity, busy), [401, "signed-out"]);
});

test("each sign-in has a session id of its own, in a cookie that no script and no other page has", async () => {
  const { cookie, token } = await scene.signIn("operator");
  const answer = await scene.ask(routes.signIn, { cookie, body: { token } });
  const [set = ""] = answer.headers["set-cookie"] ?? [];
  match(set, /^organiser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  notEqual(set.split(";", 1)[0], cookie);
  deepEqual(await verdict(routes.figures, { cookie }), [401, "signed-out"], "the old one is void");
  const fresh = set.split(";", 1)[0] ?? "";
  equal((await scene.ask(routes.figures, { cookie: fresh })).status, 200);
  const out = await scene.ask(routes.signOut, { cookie: fresh });
  match(String(out.headers["set-cookie"]), /^organiser=; .*Max-Age=0$/);
  deepEqual(await verdict(routes.figures, { cookie: fresh }), [401, "signed-out"]);
});

test("an organiser who is removed is out at once", async () => {
  const { cookie } = await scene.signIn("owner");
  const { session } = stateOf(await scene.ask(routes.state, { cookie }));
  equal(session?.role, "owner");
  scene.db.prepare("DELETE FROM organisers WHERE name = ?").run(session?.name ?? "");
  deepEqual(await verdict(routes.figures, { cookie }), [401, "signed-out"]);
  equal(stateOf(await scene.ask(routes.state, { cookie })).session, null);
});

test("bodies are bounded, and hostile ones change nothing", async () => {
  const { cookie } = await scene.signIn("owner");
  const big = JSON.stringify({ stopped: true, more: "x".repeat(bodyBytes) });
  deepEqual(await verdict(routes.setNewRooms, { cookie, body: big }), [413, "too-large"]);
  const hostile: readonly string[] = [
    "",
    "{",
    "null",
    "[]",
    '{"__proto__":{"stopped":true}}',
    '{"stopped":"yes"}',
  ];
  for (const [name, route] of acts) {
    if (route === routes.changeKey || route === routes.signOut) continue;
    if (route === routes.signIn || route === routes.stepUp) continue;
    for (const body of hostile) {
      const [status] = await verdict(route, { cookie, body });
      ok(status >= 400 && status < 500, `${name} ${body} ${status}`);
    }
    const form = { cookie, headers: { "Content-Type": "text/plain" } };
    deepEqual(await verdict(route, form), [400, "malformed"], name);
  }
});

test("what is not there is not found, and a GET of an act is refused", async () => {
  const { cookie } = await scene.signIn("owner");
  const nowhere: Route = {
    method: "GET",
    path: "/organiser/api/passwd",
    role: "viewer",
    stepUp: "never",
  };
  deepEqual(await verdict(nowhere, { cookie }), [404, "not-found"]);
  deepEqual(await verdict({ ...routes.deleteRoom, method: "GET" }, { cookie }), [405, "method"]);
});

test("five wrong tokens, then a pause that doubles, for the right one too", async () => {
  // What others tried from here before is forgotten.
  await scene.relay.pass(120 * minute);
  const { token } = await scene.signIn("viewer");
  const wrong = { body: { token: `fco_${"A".repeat(43)}` } };
  for (let tried = 0; tried < freeTries; tried++) {
    deepEqual(await verdict(routes.signIn, wrong), [401, "wrong-proof"], `try ${tried}`);
  }
  const waiting = await scene.ask(routes.signIn, { body: { token } });
  deepEqual(waiting.value, { error: "slow-down", retryAfterSeconds: 60 });
  await scene.relay.pass(minute);
  deepEqual(await verdict(routes.signIn, wrong), [401, "wrong-proof"]);
  const longer = await scene.ask(routes.signIn, { body: { token } });
  deepEqual(longer.value, { error: "slow-down", retryAfterSeconds: 120 });
  await scene.relay.pass(2 * minute);
  equal((await scene.ask(routes.signIn, { body: { token } })).status, 200);
});
