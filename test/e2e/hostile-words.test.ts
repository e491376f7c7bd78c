/** Whatever somebody calls themselves, the room or their message: it is shown as the text it is. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { fillRoom } from "./long-history.ts";
import { type Festival, startFestival } from "./festival.ts";
import { heavyWords, hostileWords } from "./hostile-words.ts";

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
  "script:not([src^='/assets/'], head > script:first-of-type), iframe, object, embed, img, video, math, style:not(head style), base, meta[http-equiv], form .tape, details, article input, article form, a[href^='java' i], a[href^='data:' i], a[href^='vb' i]";

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

test("what is too long, too high or turned around stays in its message, and the next one is itself", async () => {
  const anna = await festival.phone({ before: countViolations });
  const { page } = anna;
  await chat.startRoom(page, "Camp Owl");
  const { link } = await chat.readInvite(page);
  await chat.isOnline(page);
  const from = Date.now() - 120_000;
  const said = heavyWords.flatMap(([name, text], index) => [
    { author: 1, at: from + index * 2_000, content: text },
    { author: 2, at: from + index * 2_000 + 1_000, content: `after ${name}` },
  ]);
  await fillRoom(festival.relay, link, said);
  const last = heavyWords.at(-1)?.[0] ?? "";
  await chat.message(page, `after ${last}`).waitFor();
  await until("long ones are cut", async () => {
    return (await chat.messages(page).getByRole("button", { name: "Show more" }).count()) > 6;
  });

  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll("li.message")].map((row) => {
      const { top, bottom, left, right } = row.getBoundingClientRect();
      const tape = row.querySelector(".tape")?.getBoundingClientRect();
      const words = row.querySelector(".message-text");
      return {
        name: (row.querySelector("article")?.ariaLabel ?? "").slice(0, 80),
        inside:
          tape !== undefined &&
          tape.top >= top - 1 &&
          tape.bottom <= bottom + 1 &&
          tape.left >= left - 1 &&
          tape.right <= right + 1 &&
          right <= innerWidth,
        high: bottom - top > innerHeight,
        open: words === null || getComputedStyle(words).overflow !== "hidden",
      };
    }),
  );
  equal(boxes.length, said.length);
  deepEqual(
    boxes.filter(({ inside, high, open }) => !inside || high || open),
    [],
  );
  equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  for (const [index, [name]] of heavyWords.entries()) {
    const next = chat
      .messages(page)
      .getByRole("article")
      .nth(index * 2 + 1);
    match((await next.getAttribute("aria-label")) ?? "", new RegExp(`, after ${name}, sent$`));
  }
  // Only what the list itself says looks like a day: nobody's words are outside their message.
  equal(await chat.messages(page).getByRole("heading", { name: "Yesterday" }).count(), 0);

  const more = chat.messages(page).getByRole("button", { name: "Show more" }).first();
  const before = await more.locator("xpath=ancestor::article").boundingBox();
  await more.click();
  await chat.messages(page).getByRole("button", { name: "Show less" }).waitFor();
  const after = await chat
    .messages(page)
    .getByRole("button", { name: "Show less" })
    .locator("xpath=ancestor::article")
    .boundingBox();
  ok((after?.height ?? 0) > (before?.height ?? 0));
});

const messagesLinks = (page: Parameters<typeof chat.messages>[0]): Promise<string[]> =>
  chat
    .messages(page)
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
