import { equal, match } from "node:assert/strict";
import { describe, test } from "node:test";
import { configFinding, healthFinding } from "./web-answers.ts";

const origin = "https://chat.example";
const adviceOf = (finding: ReturnType<typeof healthFinding>) => (finding.ok ? "" : finding.advice);

describe("answers of a relay's web side", () => {
  test("a relay that is alive and says what it is passes", () => {
    equal(healthFinding({ status: 200, text: "ok" }).ok, true);
    const config = configFinding({ status: 200, text: '{"environment":"production"}' }, origin);
    match(config.found, /production.*wss:\/\/chat\.example\/ws/);
  });

  test("a sign-in page is told as what it is", () => {
    const page = { status: 200, text: "<!doctype html><title>Free Wi-Fi</title>" };
    match(adviceOf(healthFinding(page)), /sign-in/);
    match(adviceOf(configFinding(page, origin)), /sign-in/);
  });

  test("an address without a relay says where to look", () => {
    match(adviceOf(healthFinding({ status: 404, text: "not found" })), /running at this address/);
    match(adviceOf(configFinding({ status: 404, text: "" }, origin)), /proxy/);
    match(adviceOf(configFinding({ status: 200, text: "{}" }, origin)), /proxy/);
  });
});
