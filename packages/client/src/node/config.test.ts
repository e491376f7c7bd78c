import { deepEqual, equal } from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test, type TestContext } from "node:test";
import { loadConfig } from "./config.ts";

/** A web server that answers everything with `body`, or never without one. */
async function serve(t: TestContext, body: string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    if (body !== undefined) response.end(request.url === "/config.json" ? body : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

test("a program reads the settings of a relay", async (t) => {
  const origin = await serve(t, JSON.stringify({ environment: "staging", relay: null }));
  const answer = await loadConfig(origin);
  deepEqual(answer.ok && answer.value.settings, {
    relayUrl: `${origin.replace("http", "ws")}/ws`,
    origin,
    environment: "staging",
    eventTag: "public",
  });
});

test("a sign-in page, silence and nobody have their own names", async (t) => {
  const page = await loadConfig(await serve(t, "<html>Welcome to CampNet</html>"));
  equal(page.ok ? "" : page.error.kind, "captive-portal");
  const silent = await loadConfig(await serve(t, undefined), { deadlineMillis: 20 });
  equal(silent.ok ? "" : silent.error.kind, "late");
  const nobody = await loadConfig("http://127.0.0.1:1");
  equal(nobody.ok ? "" : nobody.error.kind, "offline");
});
