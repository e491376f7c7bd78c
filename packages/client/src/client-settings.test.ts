/** Settings that come while a link is up: scenes of the whole engine. */
import { equal } from "node:assert/strict";
import { test } from "node:test";
import { stageOf } from "./client.fixture.ts";

const settings = {
  relayUrl: "ws://relay",
  origin: "https://chat.example",
  environment: undefined,
  eventTag: "public",
};

test("a link to a relay that is what the settings come to say is left alone", async () => {
  const stage = await stageOf();
  await stage.letIn();
  stage.client.configure({ ...settings, environment: "development" });
  await stage.settle();
  equal(stage.client.connection.kind, "online");
});

for (const [what, next] of [
  ["another environment", { ...settings, environment: "production" }],
  ["another address", { ...settings, relayUrl: "ws://other" }],
] as const) {
  test(`settings of ${what} end the link and dial anew`, async () => {
    const stage = await stageOf();
    await stage.letIn();
    stage.client.configure(next);
    await stage.settle();
    equal(stage.client.connection.kind, "connecting");
  });
}
