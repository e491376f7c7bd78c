/** Getting in: a code before the camera, no camera at all, and six words that somebody calls across a tent. */
import { equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import qrcode from "qrcode-generator";
import { wordList } from "@festival-chat/protocol/words";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, startFestival } from "./festival.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** A camera that sees what a test paints, and a list of what was asked of it. */
const fakeCamera = `
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext("2d");
  let dark = [];
  addEventListener("code-held-up", (event) => (dark = event.detail));
  const cameras = [];
  setInterval(() => {
    const root = document.documentElement;
    if (root !== null) root.dataset.cameras = cameras.map((track) => track.readyState).join(" ");
    context.fillStyle = "#8a8f86";
    context.fillRect(0, 0, 640, 480);
    const side = 9 * (dark.length + 8);
    if (dark.length > 0) {
      context.fillStyle = "#f4f2ea";
      context.fillRect(120, 20, side, side);
      context.fillStyle = "#14150f";
      dark.forEach((row, y) => row.forEach((on, x) => {
        if (on) context.fillRect(120 + 9 * (x + 4), 20 + 9 * (y + 4), 9, 9);
      }));
    }
  }, 50);
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = canvas.captureStream(20);
    cameras.push(...stream.getTracks());
    return stream;
  };
`;

/** Holds the code of a text, made by an encoder that is not ours, before the camera. */
async function hold(page: Page, text: string): Promise<void> {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const size = code.getModuleCount();
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => code.isDark(y, x)),
  );
  await page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent("code-held-up", { detail }));
  }, rows);
}

/** Settles when the cameras that were opened are in this state: "live" or "ended". */
const camerasAre = (page: Page, state: string): Promise<void> =>
  until(`the camera is ${state}`, () =>
    page.evaluate((wanted) => document.documentElement.dataset["cameras"] === wanted, state),
  );

test("a code before the camera opens its room, and the camera goes off", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);

  const { page } = await festival.phone({ before: fakeCamera });
  await page.goto("/");
  await chat.button(page, "Scan a code").click();
  await page.getByText("Point at the code on your friend’s screen.").waitFor();
  await hold(page, "https://elsewhere.example/menu");
  await page.getByRole("alert").getByText("This is not a room’s code.").waitFor();
  await camerasAre(page, "live");
  await hold(page, link);
  await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await camerasAre(page, "ended");
});

/** A browser with a reader of its own, which sees whatever the test says it sees. */
const ownReader = `
  globalThis.BarcodeDetector = class {
    constructor({ formats }) { this.formats = String(formats); }
    async detect(picture) {
      const seen = document.documentElement.dataset.seen;
      return picture.videoWidth > 0 && this.formats === "qr_code" && seen ? [{ rawValue: seen }] : [];
    }
  };`;

test("the browser's own reader is believed where there is one", async () => {
  const link = `${festival.relay.origin}/#${await festival.room()}`;
  const { page } = await festival.phone({ before: fakeCamera + ownReader });
  await page.goto("/");
  await chat.button(page, "Scan a code").click();
  await camerasAre(page, "live");
  await page.evaluate((seen) => (document.documentElement.dataset["seen"] = seen), link);
  await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await camerasAre(page, "ended");
});

test("closing the sheet switches the camera off", async () => {
  const { page } = await festival.phone({ before: fakeCamera });
  await page.goto("/");
  await chat.button(page, "Scan a code").click();
  await page.getByText("Point at the code on your friend’s screen.").waitFor();
  await page.keyboard.press("Escape");
  await camerasAre(page, "ended");
});

test("without a camera the words lead in", async () => {
  const { page } = await festival.phone({
    before: `navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotAllowedError"));`,
  });
  await page.goto("/");
  await chat.button(page, "Scan a code").click();
  const dialog = page.getByRole("dialog", { name: "Scan or paste a code" });
  await dialog
    .getByText("The camera is not allowed. Pick a photo, or type the six words.")
    .waitFor();
  await dialog.getByRole("button", { name: "Type six words" }).click();
  await page.getByRole("dialog", { name: "Type six words" }).waitFor();
});

const [one = "", two = "", three = ""] = wordList.slice(200);

test("words are chosen with the keys, wherever the caret is", async () => {
  const { page } = await festival.phone();
  await page.goto("/");
  await chat.button(page, "Type six words").click();
  const field = page.getByRole("textbox", { name: "Six words" });
  const options = page.getByRole("option");
  await field.pressSequentially(one.slice(0, 2));
  await options.first().waitFor();
  const offered = await options.allTextContents();
  ok(offered.every((word) => word.startsWith(one.slice(0, 2))));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  equal(await page.getByRole("option", { selected: true }).textContent(), offered[1]);
  await page.keyboard.press("Enter");
  equal(await field.inputValue(), `${offered[1]} `);

  await field.pressSequentially(`${two} ${three} `);
  equal(await field.inputValue(), `${offered[1]} ${two} ${three} `);
  // Back into the second word, of which the end is deleted.
  for (let steps = 0; steps < three.length + 2; steps++) await page.keyboard.press("ArrowLeft");
  for (let letters = two.length; letters > 3; letters--) await page.keyboard.press("Backspace");
  await page.getByRole("option", { name: two, exact: true }).click();
  equal(await field.inputValue(), `${offered[1]} ${two} ${three} `);
});

test("a whole phrase is pasted, and a mistyped word gets a suggestion", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { words } = await chat.readInvite(anna.page);

  const { page } = await festival.phone();
  await page.goto("/");
  await chat.button(page, "Type six words").click();
  const field = page.getByRole("textbox", { name: "Six words" });
  const [first = "", ...rest] = words.split(" ");
  const mistyped = `${first.slice(0, 1)}q${first.slice(1)}`;
  await field.evaluate(
    (element, text) => {
      if (element instanceof HTMLInputElement) element.focus();
      document.execCommand("insertText", false, text);
    },
    [mistyped, ...rest].join(" - "),
  );
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText(`“${mistyped}” is not one of our words.`).waitFor();
  await page.getByRole("option", { name: first, exact: true }).click();
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
});
