/** The app in the language of the phone: at once, without signal too, and from right to left. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { axeSource, violations } from "./axe.ts";
import * as chat from "./chat.ts";
import { cutOff } from "./cut-off.ts";
import { until } from "./eventually.ts";
import { type Festival, type PhoneOptions, startFestival } from "./festival.ts";
import { foundRoom } from "./found-room.ts";
import { sticksOut } from "./sticks-out.ts";

let festival: Festival;
before(async () => {
  festival = await startFestival();
});
afterEach(() => festival.goHome());
after(() => festival.end());

const desk = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false } as const;

/** Writes down every text the page ever shows. */
const watchTexts = `
  globalThis.shownTexts = new Set();
  const look = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement?.closest("#app") != null) {
        shownTexts.add(walker.currentNode.data);
      }
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });`;

const shownTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate((): string[] => [...Reflect.get(globalThis, "shownTexts")].map(String));

const pageLanguage = (page: Page): Promise<string> =>
  page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);

/** By what it is and not by what it says: that differs. */
const startButton = (page: Page) => page.locator(".verbs .primary").filter({ visible: true });
const textField = (page: Page) => page.locator(".composer textarea");

async function startRoom(page: Page): Promise<void> {
  await page.goto("/");
  await startButton(page).click();
  await page.locator("dialog input").fill("Camp Owl");
  await page.keyboard.press("Enter");
  await textField(page).waitFor();
}

async function say(page: Page, words: string): Promise<void> {
  await textField(page).fill(words);
  await page.locator(".send").click();
  await page.locator(".message").filter({ hasText: words }).waitFor();
}

test("a German phone gets German from the first word on", async () => {
  const { page } = await festival.phone({ locale: "de-AT", before: watchTexts });
  await startRoom(page);
  equal(await pageLanguage(page), "de ltr");
  const texts = await shownTexts(page);
  ok(texts.includes("Einladen"), texts.join(" | "));
  ok(texts.includes("Raum starten"), texts.join(" | "));
  for (const english of ["Invite", "Start a room", "Private", "Say hello first"]) {
    ok(!texts.includes(english), `"${english}" was shown`);
  }
});

test("of the languages a browser asks for, the first that there is counts", async () => {
  const asks = `Object.defineProperty(navigator, "languages", { get: () => ["ja", "sv-SE", "de"] });`;
  const { page } = await festival.phone({ before: asks });
  await page.goto("/");
  await startButton(page).getByText("Starta ett rum").waitFor();
  equal(await pageLanguage(page), "sv ltr");
});

test("where the words of a language do not come, the app opens in English", async () => {
  const { page, context } = await festival.phone({ locale: "pl" });
  await context.route(/assets\/pl-/, (route) => route.abort());
  await page.goto("/");
  await chat.button(page, "Start a room").waitFor();
  equal(await pageLanguage(page), "en ltr");
});

test("another language is chosen in a room: the draft stays, and so does the language", async () => {
  const { page, context } = await festival.phone();
  await chat.startRoom(page, "Camp Owl");
  await chat.composer(page).fill("Half a thought");
  await chat.button(page, "Room menu").click();
  await chat.button(page, "All settings").click();
  await page.locator("dialog select").selectOption({ label: "Dansk" });
  await until("the page is Danish", async () => (await pageLanguage(page)) === "da ltr");
  // All of it is drawn anew in the other words; the settings stay, and Esc leaves only them.
  await page.getByRole("dialog", { name: "Indstillinger", exact: true }).waitFor();
  await until("the choice has the focus", () =>
    page.evaluate(() => document.activeElement?.matches("dialog .language") === true),
  );
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
  await page.getByRole("button", { name: "Inviter", exact: true }).waitFor();
  equal(await textField(page).inputValue(), "Half a thought");

  await until("the service worker keeps the Danish words", () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const kept = await (await caches.open(name)).keys();
        if (kept.some(({ url }) => /assets\/da-/.test(url))) return true;
      }
      return false;
    }),
  );
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "Inviter", exact: true }).waitFor();
  equal(await textField(page).inputValue(), "Half a thought");
  equal(await pageLanguage(page), "da ltr");
});

/** Looks at every screen that can be reached without knowing what it says. */
async function walk(page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  const closeDialog = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  };
  const dialogsOf = async (selector: string): Promise<void> => {
    const openers = page.locator(selector).filter({ visible: true });
    for (let index = 0; index < (await openers.count()); index++) {
      await openers.nth(index).click();
      await page.locator("dialog[open]").waitFor();
      await look(`dialog ${index + 1} of ${selector}`);
      await closeDialog();
    }
  };
  await page.goto("/");
  await startButton(page).waitFor();
  await look("home, empty");
  await dialogsOf(".verbs .button");
  await startRoom(page);
  await look("room, empty");
  for (const words of ["Hello", "مرحبا يا أصدقاء", "🎉"]) await say(page, words);
  await look("room, with messages");
  await dialogsOf(
    ".room-head-row button[aria-label]:not(:first-child):not(.theme-toggle), .invite-button",
  );
  await page.locator(".message article").first().focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await look("what one does with a message");
  await closeDialog();
  await page.goto("/");
  await page.locator(".rooms").waitFor();
  await look("home, with rooms");
}

const inArabic: Readonly<Record<string, PhoneOptions>> = {
  "a phone at night": { colorScheme: "dark" },
  "a phone at noon": { colorScheme: "light" },
  "a desk at night": { colorScheme: "dark", ...desk },
};
for (const [device, options] of Object.entries(inArabic)) {
  test(`in Arabic no screen of ${device} overflows or breaks a rule of axe`, async () => {
    const { page } = await festival.phone({
      ...options,
      locale: "ar",
      reducedMotion: "reduce",
      before: axeSource,
    });
    const found: string[] = [];
    await walk(page, async (screen) => {
      const lines = [
        ...(await sticksOut(page)),
        ...(await cutOff(page)),
        ...(await violations(page)),
      ];
      found.push(...lines.map((line) => `${screen}: ${line}`));
    });
    deepEqual(found, []);
    equal(await pageLanguage(page), "ar rtl");
  });
}

test("in Arabic a room is mirrored: Back at the right, Send and own messages at the left", async () => {
  const { page } = await festival.phone({ locale: "ar" });
  await startRoom(page);
  await say(page, "Hello");
  const middle = async (selector: string): Promise<number> => {
    const box = await page.locator(selector).first().boundingBox();
    ok(box !== null, selector);
    return box.x + box.width / 2;
  };
  ok((await middle(".room-head-row > .icon-button:first-child")) > 195);
  ok((await middle(".send")) < 195);
  ok((await middle(".mine .tape")) < 195);
  ok((await middle(".private")) < (await middle(".connection")));
  const turned = await page
    .locator(".send .icon")
    .evaluate((icon) => getComputedStyle(icon).transform);
  equal(turned, "matrix(-1, 0, 0, 1, 0, 0)");
  // People write in any direction, whatever the app speaks.
  const direction = await page
    .locator(".message-text")
    .first()
    .evaluate((text) => getComputedStyle(text).direction);
  equal(direction, "ltr");
});

const small: PhoneOptions = { viewport: { width: 320, height: 568 } };
const narrow: Readonly<Record<string, PhoneOptions>> = {
  "390 px": {},
  "320 px": small,
  "320 px whose own letters have to do": { ...small, before: "delete globalThis.FontFace;" },
  "a desk": desk,
};
for (const [width, options] of Object.entries(narrow)) {
  test(`words that are 40 % longer fit on every screen of ${width}`, async () => {
    const { page } = await festival.phone({
      ...options,
      reducedMotion: "reduce",
      before: `localStorage.setItem("language", "xa"); ${options.before ?? ""}`,
    });
    const found: string[] = [];
    await page.goto("/");
    await page.keyboard.press("Shift");
    await startButton(page).getByText("[").waitFor();
    await walk(page, async (screen) => {
      // The made-up language comes with the late parts, which a touch calls for.
      await page.keyboard.press("Shift");
      await page.locator("html[data-spoken=xa]").waitFor();
      const lines = [...(await sticksOut(page)), ...(await cutOff(page))];
      found.push(...lines.map((line) => `${screen}: ${line}`));
    });
    deepEqual(found, []);
  });
}

test("in production nobody meets the made-up language", async () => {
  const { page } = await festival.phone({ before: `localStorage.setItem("language", "xa");` });
  await page.route("**/config.json", async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    await route.fulfill({
      response: answer,
      body: body.replace(/"environment":"\w+"/, '"environment":"production"'),
    });
  });
  await page.goto("/?lang=de");
  await chat.button(page, "Start a room").waitFor();
  await page.getByText("Scan it. You’re in.").filter({ visible: true }).waitFor();
  equal(await pageLanguage(page), "en ltr");
});

for (const { locale, name, side } of [
  { locale: "en-GB", name: "خيمة", side: "left" },
  { locale: "ar", name: "Camp Owl", side: "right" },
] as const) {
  test(`in ${locale} the name ${name} stands at the ${side}, where the page begins`, async () => {
    const { page } = await festival.phone({ locale });
    await page.goto(`/#${await foundRoom(festival.relay.origin, name)}`);
    const shown = page.locator(".room-switch bdi").filter({ hasText: name });
    await shown.waitFor();
    const gap = await shown.evaluate((box, edge) => {
      const words = document.createRange();
      words.selectNodeContents(box);
      const around = box.closest("h1")?.getBoundingClientRect();
      return around && Math.abs(words.getBoundingClientRect()[edge] - around[edge]);
    }, side);
    ok(gap !== undefined && gap < 1, `${gap} px`);
  });
}

test("a name from right to left takes no neighbour along", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { fragment } = await chat.readInvite(anna.page);
  const leila = await festival.phone();
  await leila.page.goto(`/#${fragment}`);
  await chat.field(leila.page, "Your name").fill("ليلى 7");
  await chat.say(leila.page, "On my way");
  const article = chat.message(anna.page, "On my way");
  await article.waitFor();
  const name = article.locator(".author-name");
  equal(await name.evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
  await article.focus();
  await anna.page.keyboard.press("Enter");
  const sheet = anna.page.locator("dialog[open]");
  const block = sheet.getByRole("button", { name: /^Block/ });
  equal(await block.innerText(), "Block \u2068ليلى 7\u2069");
});

test("a link with an invite opens in the language that its address asks for", async () => {
  const anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  const { link } = await chat.readInvite(anna.page);
  const { page } = await festival.phone();
  await page.goto(link.replace("/#", "/?lang=de#"));
  await chat.field(page, "Nachricht").waitFor();
  equal(await pageLanguage(page), "de ltr");
  equal(new URL(page.url()).hash, "");
});
