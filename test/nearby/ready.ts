/**
 * Whether links between phones ever hold up the chat: a room is opened again and again by phones on
 * which WebRTC works and by phones on which it breaks in every way, in turns, so that whatever else
 * the machine does meets all of them alike.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import * as chat from "../e2e/chat.ts";
import { until } from "../e2e/eventually.ts";
import type { Festival } from "../e2e/festival.ts";
import {
  brokenWebRtc,
  linksDie,
  onLoopback,
  signalsLost,
  turnedOn,
} from "../e2e/loopback-phones.ts";
import { quantile } from "./quantile.ts";

/** What its chat is compared with: a phone that never turned Nearby on. */
const usual = { name: "Nearby is off", script: onLoopback } as const;
const ways: readonly { readonly name: string; readonly script: string }[] = [
  usual,
  { name: "Nearby is on, and works", script: onLoopback + turnedOn },
  { name: "WebRTC is missing", script: brokenWebRtc.missing + turnedOn },
  { name: "it throws", script: brokenWebRtc.throwing + turnedOn },
  { name: "it never answers", script: brokenWebRtc.silent + turnedOn },
  { name: "every signal is lost", script: signalsLost + turnedOn },
  { name: "every link dies", script: onLoopback + linksDie + turnedOn },
];
const rounds = 9;
/** As long after the start as it takes until links are tried. */
const settleMillis = 2_500;
/** Issue 5: the chat is ready within this of its usual time. */
const mostMillis = 100;

/** The first byte of a relay's word that a phone was let into a room (SPEC 2.1). */
const joinedType = 4;
/** Notes when the room can be read, when the relay let the page in, and how long a message takes to be sent. */
const watch = `
  const ready = () => {
    if (globalThis.readyAt !== undefined || globalThis.joined !== true) return;
    if (document.querySelector("article") === null) return;
    if (document.querySelector(".composer textarea") !== null) globalThis.readyAt = performance.now();
  };
  const look = () => {
    ready();
    if (globalThis.awaited === undefined || globalThis.sentAfter !== undefined) return;
    for (const article of document.querySelectorAll("article")) {
      const name = article.getAttribute("aria-label") ?? "";
      if (name.includes(globalThis.awaited) && name.endsWith(", sent")) {
        globalThis.sentAfter = performance.now() - globalThis.clickedAt;
      }
    }
  };
  new MutationObserver(look).observe(document, {
    attributes: true, characterData: true, childList: true, subtree: true,
  });
  const Socket = WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", ({ data }) => {
        if (new Uint8Array(data)[0] !== ${joinedType}) return;
        globalThis.joined = true;
        ready();
      });
    }
  };
  addEventListener("click", (event) => {
    if (event.target.closest?.(".send")) globalThis.clickedAt = event.timeStamp;
  }, true);
`;

const noted = async (page: Page, name: string): Promise<number> => {
  const read = (): Promise<unknown> =>
    page.evaluate((property) => Reflect.get(globalThis, property), name);
  await until(name, async () => typeof (await read()) === "number");
  return Number(await read());
};

interface Visit {
  readonly ready: number;
  readonly sent: number;
}

async function visit(page: Page, link: string, words: string): Promise<Visit> {
  await page.goto(link, { waitUntil: "commit" });
  const ready = await noted(page, "readyAt");
  await pause(settleMillis);
  await page.evaluate((text) => Reflect.set(globalThis, "awaited", text), words);
  await chat.composer(page).fill(words);
  await chat.button(page, "Send").click();
  const sent = await noted(page, "sentAfter");
  // Who is not measured takes no time from who is.
  await page.goto("about:blank");
  return { ready, sent };
}

const millis = (value: number): string => `${Math.round(value)} ms`;
const more = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(Math.round(value))} ms`;

/** @returns a part of docs/nearby-pages.md, and what of it is not as promised */
export async function measureReady(
  festival: Festival,
): Promise<{ readonly report: string; readonly wrong: readonly string[] }> {
  const host = await festival.phone({ before: onLoopback + turnedOn });
  await chat.startRoom(host.page, "Camp Owl");
  const { link } = await chat.readInvite(host.page);
  await chat.say(host.page, "Hello");
  const phones: { readonly name: string; readonly page: Page; readonly visits: Visit[] }[] = [];
  for (const { name, script } of ways) {
    const { page } = await festival.phone({ before: watch + script });
    await page.goto(link);
    await chat.say(page, "Here");
    await chat.isSent(page, "Here");
    await chat.worksOffline(page);
    await page.goto("about:blank");
    phones.push({ name, page, visits: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const index of phones.keys()) {
      const phone = phones[(index + round) % phones.length];
      if (phone === undefined) continue;
      phone.visits.push(await visit(phone.page, link, `Round ${round} by ${phone.name}`));
    }
  }
  const medians = phones.map(({ name, visits }) => ({
    name,
    ready: quantile(
      visits.map(({ ready }) => ready),
      0.5,
    ),
    sent: quantile(
      visits.map(({ sent }) => sent),
      0.5,
    ),
  }));
  const base = medians[0] ?? { ready: 0, sent: 0 };
  const rows = medians.map(({ name, ready, sent }) =>
    name === usual.name
      ? `| ${name} | ${millis(ready)} | usual | ${millis(sent)} | usual |`
      : `| ${name} | ${millis(ready)} | ${more(ready - base.ready)} | ${millis(sent)} | ${more(sent - base.sent)} |`,
  );
  const wrong = medians.flatMap(({ name, ready, sent }) => [
    ...(ready - base.ready > mostMillis ? [`${name}: ready ${more(ready - base.ready)}`] : []),
    ...(sent - base.sent > mostMillis ? [`${name}: sent ${more(sent - base.sent)}`] : []),
  ]);
  const report = `A room on a phone that was there before, opened ${rounds} times in each way, the ways in turns, with another
phone of the room beside it that has Nearby on. _Ready_ is from the start of the page until its messages
can be read, one can write, and the relay has let it in; _sent_ from a tap on Send until the relay has the
message, ${settleMillis / 1_000} s later, when links are tried. Medians; each is to be within ${mostMillis} ms of the usual.

| on this phone | ready | against usual | sent | against usual |
| ------------- | ----- | ------------- | ---- | ------------- |
${rows.join("\n")}
`;
  return { report, wrong };
}
