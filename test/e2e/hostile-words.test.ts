/** Whatever somebody calls themselves, the room or their message: it is shown as the text it is. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import * as chat from "./chat.ts";
import { type Festival, startFestival } from "./festival.ts";
import { hostileWords } from "./hostile-words.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Counts what the page's policies had to stop, from its first moment on. */
const countViolations = `
  globalThis.violations = [];
  addEventListener("securitypolicyviolation", (event) => {
    violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
  });`;

/** As it reads: links are shown without what every address begins with. */
const plain = (text: string): string => text.replace(/https?:\/\//g, "").replace(/\s+/g, " ");

/** Elements that only markup in a message could have made. */
const foreign =
  "script:not([src^='/assets/']), iframe, object, embed, img, video, math, style:not(head style), base, meta[http-equiv], form .tape, details, article input, article form, a[href^='java' i], a[href^='data:' i], a[href^='vb' i]";

test("scripts, markup and overrides in names and texts are text", async () => {
  const [roomName = "", myName = ""] = [
    "<img src=x onerror=ran=1>Camp",
    "<svg onload=ran=1>\u202e",
  ];
  const anna = await festival.phone({ before: countViolations });
  const ben = await festival.phone({ before: countViolations });
  await chat.startRoom(anna.page, roomName);
  const { link } = await chat.readInvite(anna.page);
  await chat.field(anna.page, "Your name").fill(myName);
  // A few at a time, a line each: the relay lets nobody say forty things at once.
  const sizes = 8;
  const said: string[] = [];
  for (let from = 0; from < hostileWords.length; from += sizes) {
    const text = hostileWords.slice(from, from + sizes).join("\n");
    said.push(text);
    await chat.composer(anna.page).fill(text);
    await chat.button(anna.page, "Send").click();
    await chat
      .messages(anna.page)
      .getByRole("article")
      .nth(said.length - 1)
      .waitFor();
  }
  await ben.page.goto(link);
  await chat
    .messages(ben.page)
    .getByRole("article")
    .nth(said.length - 1)
    .waitFor();
  await ben.page.getByRole("heading", { level: 1, name: roomName }).waitFor();

  for (const { page } of [anna, ben]) {
    const shown = await chat.texts(page);
    equal(shown.length, said.length);
    for (const [index, text] of said.entries()) {
      for (const line of text.split("\n")) {
        ok(plain(shown[index] ?? "").includes(plain(line)), `${line} in ${shown[index]}`);
      }
    }
    deepEqual(
      await page.locator(foreign).evaluateAll((all) => all.map((one) => one.outerHTML)),
      [],
    );
    const links = await messagesLinks(page);
    ok(
      links.every((href) => /^https?:\/\/[^@]+$/.test(href)),
      links.join(),
    );
    equal(await page.evaluate(() => Reflect.get(globalThis, "ran")), undefined);
    deepEqual(await page.evaluate(() => Reflect.get(globalThis, "violations")), []);
  }
  // A name that turns the reading direction stays in its own box.
  equal(await ben.page.locator(".author bdi").first().textContent(), myName);
});

const messagesLinks = (page: Parameters<typeof chat.messages>[0]): Promise<string[]> =>
  chat
    .messages(page)
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
