import { test } from "node:test";
import { equal } from "node:assert/strict";
import { routeRequest } from "./route-request.ts";

const scope = "https://chat.example";
const files = new Set(["/", "/assets/index-1.js", "/manifest.webmanifest"]);
const route = (path: string, mode = "no-cors", method = "GET"): string =>
  routeRequest({ method, mode, url: `${scope}${path}` }, files, scope);

test("an icon tapped in aeroplane mode opens the page, at home and in a room", () => {
  equal(route("/", "navigate"), "shell");
  equal(route("/room/0123abcd", "navigate"), "shell");
});

test("files of the build come from this device", () => {
  equal(route("/assets/index-1.js"), "file");
  equal(route("/manifest.webmanifest"), "file");
});

test("settings are asked for anew every time", () => {
  equal(route("/config.json"), "network");
  equal(route("/health"), "network");
  equal(route("/metrics", "navigate"), "network");
});

test("nothing with a query, nothing of another origin and nothing but GET is touched", () => {
  equal(route("/?x=1", "navigate"), "network");
  equal(route("/assets/index-1.js?x=1"), "network");
  equal(route("/", "navigate", "POST"), "network");
  equal(
    routeRequest({ method: "GET", mode: "cors", url: "https://other.example/" }, files, scope),
    "network",
  );
});
