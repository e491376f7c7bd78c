/** What one does with messages: answering, reacting, changing, removing, taking back, finding. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { idFromBytes } from "@festival-chat/protocol/wire";
import type { Locator, Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Gate, startGate } from "./gate.ts";
import { type Festival, type Phone, type PhoneOptions, startFestival } from "./festival.ts";

const noSignal = "No signal · messages wait here";

let festival: Festival;
let gate: Gate | undefined;
before(async () => {
  festival = await startFestival();
});
afterEach(async () => {
  await festival.goHome();
  await gate?.close();
  gate = undefined;
});
after(() => festival.end());

const desk: PhoneOptions = {
  viewport: { width: 1280, height: 800 },
  isMobile: false,
  hasTouch: false,
};

/** Two people in one room, both with a name and one message. */
async function company(
  options: PhoneOptions = {},
  origin = festival.relay.origin,
): Promise<{ anna: Phone; ben: Phone }> {
  const fragment = await festival.room();
  const anna = await festival.phone(options);
  await anna.page.goto(`/#${fragment}`);
  await chat.field(anna.page, "Your name").fill("Anna");
  await chat.say(anna.page, "Where are you?");
  await chat.isSent(anna.page, "Where are you?");
  const ben = await festival.phone(options);
  await ben.page.goto(`${origin}/#${fragment}`);
  await chat.field(ben.page, "Your name").fill("Ben");
  await chat.say(ben.page, "At the gate");
  await chat.message(anna.page, "At the gate").waitFor();
  return { anna, ben };
}

/** Six messages that are more than a screen: a relay takes ten at once from one phone. */
async function sayMuch(page: Page, what: string): Promise<void> {
  for (let i = 1; i <= 6; i++)
    await chat.say(page, `${what} ${i} of the evening${"\n…".repeat(7)}`);
}

const actions = (page: Page): Locator =>
  page.getByRole("dialog", { name: "Message actions", exact: true });

/** Opens the actions of a message by its own button. */
async function openActions(page: Page, words: string): Promise<Locator> {
  await chat
    .message(page, words)
    .getByRole("button", { name: "Message actions" })
    // It shows itself to whoever is at the message; readers find it without that.
    .dispatchEvent("click");
  await actions(page).waitFor();
  return actions(page);
}

const choose = async (page: Page, words: string, action: string): Promise<void> =>
  (await openActions(page, words)).getByRole("button", { name: action, exact: true }).click();

const hasFocus = (page: Page, selector: string): Promise<void> =>
  until(`focus on ${selector}`, () =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector),
  );

test("a reply shows what it answers, and a tap on that goes there", async () => {
  const { anna, ben } = await company();
  await choose(ben.page, "Where are you?", "Reply");
  await ben.page.getByText("Reply to Anna").waitFor();
  await hasFocus(ben.page, "textarea");
  await chat.say(ben.page, "Behind you");
  equal(await ben.page.getByText("Reply to Anna").count(), 0);

  const reply = chat.message(anna.page, "Behind you");
  await reply.waitFor();
  match((await reply.getAttribute("aria-label")) ?? "", /Behind you, replied to Anna, sent$/);
  await reply.locator(".quote").click();
  await hasFocus(anna.page, 'article[aria-label*="Where are you?, sent"]');
});

test("a reply can be cancelled, by its button and by Escape, and the words stay", async () => {
  const { ben } = await company(desk);
  await choose(ben.page, "Where are you?", "Reply");
  await hasFocus(ben.page, "textarea");
  await ben.page.keyboard.type("half a thought");
  await ben.page.keyboard.press("Escape");
  await ben.page.getByText("Reply to Anna").waitFor({ state: "detached" });
  equal(await chat.composer(ben.page).inputValue(), "half a thought");

  await choose(ben.page, "Where are you?", "Reply");
  await chat.button(ben.page, "Cancel").click();
  await ben.page.getByText("Reply to Anna").waitFor({ state: "detached" });
  await hasFocus(ben.page, "textarea");
});

test("a draft keeps its words and what they answer when the page is closed", async () => {
  const { ben } = await company();
  await choose(ben.page, "Where are you?", "Reply");
  await chat.composer(ben.page).fill("later");
  await ben.page.getByText("Reply to Anna").waitFor();
  await until("the draft is stored", async () => {
    await ben.page.reload();
    await chat.composer(ben.page).waitFor();
    return (await chat.composer(ben.page).inputValue()) === "later";
  });
  await ben.page.getByText("Reply to Anna").waitFor();
  await chat.button(ben.page, "Back").click();
  await ben.page.getByRole("link", { name: /^Camp Owl.*Draft: later/ }).waitFor();
});

test("what a message answers may still be on its way", async () => {
  const { anna } = await company();
  const { link } = await chat.readInvite(anna.page);
  const cleo = await festival.member(link);
  await cleo.send("Which one?", { replyTo: idFromBytes("MessageId", new Uint8Array(16).fill(9)) });
  const quote = chat.message(anna.page, "Which one?").locator(".quote");
  await quote.getByText("Message on its way").waitFor();
  ok(await quote.isDisabled());
});

test("a reaction is counted, tells who gave it, and is taken back by a tap", async () => {
  const { anna, ben } = await company();
  await choose(ben.page, "Where are you?", "🧡");
  const pill = chat.message(anna.page, "Where are you?").locator(".reaction");
  await pill.waitFor();
  equal(await pill.getAttribute("aria-label"), "🧡 1: Ben");
  equal(await pill.textContent(), "🧡 1");
  await pill.click();
  const both = chat.message(ben.page, "Where are you?").locator(".reaction");
  await until("both", async () => (await both.textContent()) === "🧡 2");
  match((await chat.messageNames(ben.page))[0] ?? "", /2 🧡/);
  equal(await both.getAttribute("aria-pressed"), "true");
  await both.click();
  await until("one again", async () => (await pill.textContent()) === "🧡 1");
  match((await pill.getAttribute("aria-label")) ?? "", /^🧡 1: you$/);
});

test("an emoji is found by its name, and hands keep the colour that was chosen", async () => {
  const { anna, ben } = await company();
  await choose(ben.page, "Where are you?", "More emoji");
  const picker = ben.page.getByRole("dialog", { name: "Pick an emoji" });
  const emoji = (sign: string): Locator => picker.getByRole("button", { name: sign, exact: true });
  await picker.getByRole("textbox").fill("campi");
  await emoji("🏕️").click();
  await chat.message(anna.page, "Where are you?").getByRole("button", { name: /^🏕️ 1/ }).waitFor();
  await choose(ben.page, "At the gate", "More emoji");
  await picker.getByRole("textbox").fill("nothing is called so");
  await picker.getByText("No emoji is called that.").waitFor();
  await emoji("Dark").click();
  await picker.getByRole("textbox").fill("waving");
  await emoji("👋🏿").click();
  await chat.message(anna.page, "At the gate").getByRole("button", { name: /^👋🏿 1/ }).waitFor();
  await ben.page.reload();
  await choose(ben.page, "At the gate", "More emoji");
  equal(await emoji("Dark").getAttribute("aria-pressed"), "true");
});

test("any emoji can be typed, and the next time it is among the recent ones", async () => {
  const { anna, ben } = await company();
  await choose(ben.page, "Where are you?", "More emoji");
  const picker = ben.page.getByRole("dialog", { name: "Pick an emoji" });
  await picker.getByRole("textbox").fill("no emoji");
  await picker.getByRole("button", { name: "React" }).click();
  await picker.getByRole("alert").waitFor();
  await picker.getByRole("textbox").fill("🪩");
  await picker.getByRole("button", { name: "React" }).click();
  await chat
    .message(anna.page, "Where are you?")
    .getByRole("button", { name: "🪩 1: Ben" })
    .waitFor();
  await choose(ben.page, "At the gate", "More emoji");
  await picker.getByRole("group", { name: "Recent" }).getByRole("button", { name: "🪩" }).waitFor();
});

test("an own message is changed by the arrow key, says so, and the draft comes back", async () => {
  const { anna, ben } = await company(desk);
  await chat.composer(ben.page).focus();
  // What one does with messages is fetched at the first touch; until it is there, the key does nothing.
  await until("the key is heard", async () => {
    await ben.page.keyboard.press("ArrowUp");
    return (await ben.page.getByText("Edit message").count()) > 0;
  });
  await until("its words", async () => (await chat.composer(ben.page).inputValue()) !== "");
  equal(await chat.composer(ben.page).inputValue(), "At the gate");
  await ben.page.keyboard.press("End");
  await ben.page.keyboard.type(" B");
  await ben.page.keyboard.press("Enter");
  await chat.message(anna.page, /^Ben, \d\d:\d\d, At the gate B, edited, sent$/).waitFor();
  await until("an empty field", async () => (await chat.composer(ben.page).inputValue()) === "");
  equal(await chat.message(anna.page, "Where are you?").count(), 1);
  // Nobody changes what others said.
  await openActions(anna.page, "At the gate B");
  equal(await actions(anna.page).getByRole("button", { name: "Edit" }).count(), 0);
});

test("removed for everyone is gone on every phone, and the words say what that means", async () => {
  const { anna, ben } = await company();
  await choose(ben.page, "At the gate", "Remove for everyone");
  const sure = ben.page.getByRole("dialog", { name: "Remove this message?" });
  await sure.getByRole("button", { name: "Remove for everyone" }).click();
  await ben.page.getByText("Removed for everyone who is connected.").waitFor();
  await until("removed at Anna's", async () =>
    (await chat.messageNames(anna.page)).some((name) => /^Ben, .*Removed, sent$/.test(name)),
  );
  equal(await chat.message(anna.page, "At the gate").count(), 0);
});

test("what was just sent is taken back, and its words are in the field again", async () => {
  const { anna, ben } = await company();
  await chat.say(ben.page, "I love you all");
  await chat.isSent(ben.page, "I love you all");
  await chat.button(ben.page, "Undo").click();
  await ben.page.getByText("Removed for everyone who is connected.").waitFor();
  equal(await chat.composer(ben.page).inputValue(), "I love you all");
  await until("nothing of it at Anna's", async () =>
    (await chat.messageNames(anna.page)).every((name) => !name.includes("I love you all")),
  );
  equal(await chat.button(ben.page, "Undo").count(), 0);
});

test("taken back without signal, nobody ever saw it", async () => {
  gate = await startGate(() => festival.relay.port);
  const { anna, ben } = await company({}, gate.origin);
  gate.shut();
  await until(
    "no signal",
    async () => (await chat.connection(ben.page).textContent()) === noSignal,
  );
  await chat.say(ben.page, "Not for anybody");
  await chat.button(ben.page, "Undo").click();
  await ben.page.getByText("Taken back. Nobody saw it.").waitFor();
  deepEqual(await chat.texts(ben.page), ["Where are you?", "At the gate"]);
  gate.open();
  await chat.composer(ben.page).fill("");
  await chat.say(ben.page, "Back");
  await chat.message(anna.page, "Back").waitFor();
  deepEqual(await chat.texts(anna.page), ["Where are you?", "At the gate", "Back"]);
});

test("a mention is offered while it is typed, and stands out for the one it calls", async () => {
  const { anna, ben } = await company(desk);
  await chat.composer(ben.page).focus();
  await ben.page.keyboard.type("hey @an");
  await ben.page.getByRole("option", { name: "@Anna" }).waitFor();
  await ben.page.keyboard.press("Enter");
  await until(
    "the name",
    async () => (await chat.composer(ben.page).inputValue()) === "hey @Anna ",
  );
  await ben.page.keyboard.type("look up");
  await ben.page.keyboard.press("Enter");
  await chat.message(anna.page, /hey @Anna look up, mentions you, sent$/).waitFor();
});

test("what came while one was away begins below a line that stays, and the end is one tap away", async () => {
  const { anna, ben } = await company();
  const line = anna.page.locator(".unread");
  const room = anna.page.getByRole("link", { name: /Camp Owl/ });
  await chat.button(anna.page, "Back").click();
  await room.waitFor();
  await sayMuch(ben.page, "News");
  await chat.say(ben.page, "@Anna come");
  await chat.isSent(ben.page, "@Anna come");
  await anna.page.getByText("@Anna come").waitFor();

  await room.click();
  await line.waitFor();
  const items = await chat.messages(anna.page).locator("li").allTextContents();
  const place = items.findIndex((text) => text === "New messages");
  // Whoever left at once may not have seen the last message either.
  // A line may tell that Ben came.
  const first = items.slice(place + 1).find((text) => !text.startsWith("Ben is here"));
  match(first ?? "", /News 1 of|At the gate/);
  const height = await line.evaluate((element) => {
    const list = element.closest(".messages")?.getBoundingClientRect();
    return (element.getBoundingClientRect().top - (list?.top ?? 0)) / (list?.height ?? 1);
  });
  ok(height > 0.25 && height < 0.35, `more than a screen is new: the line is at ${height}`);

  const jump = anna.page.getByRole("button", { name: /^Jump to latest/ });
  match((await jump.getAttribute("aria-label")) ?? "", /[78] new messages, mentions you$/);
  await jump.click();
  await until("the end was seen", async () => (await jump.count()) === 0);
  equal(await line.count(), 1);
  await chat.say(ben.page, "One more");
  await chat.message(anna.page, "One more").waitFor();
  equal(await line.count(), 1);
});

test("where less than a screen is new one begins at its end", async () => {
  const { anna, ben } = await company();
  await sayMuch(ben.page, "Chatter");
  await chat.button(ben.page, "Back").click();
  await chat.say(anna.page, "Just this");
  await ben.page.getByText("Just this").waitFor();
  await ben.page.getByRole("link", { name: /Camp Owl/ }).click();
  await ben.page.locator(".unread").waitFor();
  const end = await chat.message(ben.page, "Just this").boundingBox();
  ok(end !== null && end.y > 300 && end.y + end.height < 844, JSON.stringify(end));
  equal(await ben.page.getByRole("button", { name: /^Jump to latest/ }).count(), 0);
});

test("search finds words without their accents and goes to the message", async () => {
  const { anna, ben } = await company();
  await chat.say(ben.page, "The Café opens at six");
  await sayMuch(ben.page, "Chatter");
  await chat.message(anna.page, "Chatter 6").waitFor();
  await chat.button(anna.page, "Room menu").click();
  await chat.button(anna.page, "Search messages").click();
  const dialog = anna.page.getByRole("dialog", { name: "Search" });
  await dialog.getByRole("textbox").fill("cafe six");
  await dialog.getByText("1 message", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: /The Café opens/ }).click();
  await hasFocus(anna.page, 'article[aria-label*="The Café opens at six"]');
  const box = await chat.message(anna.page, "The Café opens").boundingBox();
  ok(box !== null && box.y > 60 && box.y < 700, JSON.stringify(box));
});

test("keys alone: a message is chosen, answered, reacted to, and the focus comes back", async () => {
  const { ben } = await company({ ...desk, reducedMotion: "reduce" });
  const { page } = ben;
  await chat.message(page, "Where are you?").focus();
  await until("the list listens to arrows", async () => {
    await page.keyboard.press("ArrowDown");
    return page.evaluate(() => document.activeElement?.ariaLabel?.includes("At the gate") === true);
  });
  await page.keyboard.press("Home");
  await hasFocus(page, 'article[aria-label*="Where are you?"]');
  await page.keyboard.press("Enter");
  await actions(page).waitFor();
  await page.keyboard.press("Escape");
  await actions(page).waitFor({ state: "detached" });
  await hasFocus(page, 'article[aria-label*="Where are you?"]');
  await page.keyboard.press("e");
  await actions(page).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await chat.message(page, "Where are you?").locator(".reaction").waitFor();
  // What a finger finds in the message, keys find in its sheet.
  await page.keyboard.press("Enter");
  await actions(page).getByRole("button", { name: "Reactions", exact: true }).press("Enter");
  await page.getByRole("dialog", { name: "Reactions" }).getByText("Ben (you)").waitFor();
  await page.keyboard.press("Escape");
  await hasFocus(page, 'article[aria-label*="Where are you?"]');
  await page.keyboard.press("r");
  await page.getByText("Reply to Anna").waitFor();
  await hasFocus(page, "textarea");
  // In the field the same letters are only letters.
  await page.keyboard.type("er");
  equal(await chat.composer(page).inputValue(), "er");
  await page.keyboard.press("Enter");
  await chat.message(page, /er, replied to Anna, sent$/).press("Enter");
  await actions(page).getByRole("button", { name: "Go to what it answers" }).press("Enter");
  await hasFocus(page, 'article[aria-label*="Where are you?"]');
});

test("what is pinned stands above: one line, opened three, and a tap goes there", async () => {
  const { anna, ben } = await company();
  await sayMuch(ben.page, "Chatter");
  for (const words of ["Where are you?", "At the gate", "Chatter 1", "Chatter 2"]) {
    await choose(ben.page, words, "Pin for everyone");
  }
  const pins = anna.page.getByRole("region", { name: "Pinned messages" });
  await pins.getByText("Chatter 2").waitFor();
  equal(await pins.getByRole("listitem").count(), 1);
  await pins.getByRole("button", { name: "Show 3 pinned messages" }).click();
  equal(await pins.getByRole("listitem").count(), 3);
  await pins.getByRole("button", { name: "Ben At the gate", exact: true }).click();
  await hasFocus(anna.page, 'article[aria-label*="At the gate"]');
  await chat.button(anna.page, "Show one pinned message").click();
  equal(await pins.getByRole("listitem").count(), 1);
});

test("a right click opens the actions, and whoever writes is seen to write", async () => {
  const { anna, ben } = await company(desk);
  await chat.composer(anna.page).focus();
  await chat.message(anna.page, "At the gate").click({ button: "right" });
  await actions(anna.page).waitFor();
  await anna.page.keyboard.press("Escape");
  await actions(anna.page).waitFor({ state: "detached" });
  await until("Ben is typing", async () => {
    await chat.composer(ben.page).pressSequentially("o");
    return (await anna.page.getByText("Ben is typing…").count()) === 1;
  });
  await ben.page.keyboard.press("Enter");
  await chat.message(anna.page, /o, sent$/).waitFor();
  await anna.page.getByText("Ben is typing…").waitFor({ state: "detached" });
});

test("a finger that swipes a message answers it; one that holds it opens the actions", async () => {
  const { ben } = await company();
  const { page } = ben;
  const devtools = await ben.context.newCDPSession(page);
  const box = await chat.message(page, "Where are you?").boundingBox();
  ok(box !== null);
  const y = box.y + box.height / 2;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number): Promise<unknown> =>
    devtools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: x === undefined ? [] : [{ x, y }],
    });
  // The first touch of all only fetches what listens to the next ones.
  await page.touchscreen.tap(box.x + 40, y);
  await page.getByRole("button", { name: "Message actions" }).first().waitFor();
  await until("ready", () =>
    page.evaluate(() => document.querySelector('link[href*="talk"]') !== null),
  );
  await until("swiped", async () => {
    await touch("touchStart", box.x + 30);
    for (let x = box.x + 40; x < box.x + 150; x += 10) await touch("touchMove", x);
    await touch("touchEnd");
    return (await page.getByText("Reply to Anna").count()) === 1;
  });
  await chat.button(page, "Cancel").click();
  await page.getByText("Reply to Anna").waitFor({ state: "detached" });

  await touch("touchStart", box.x + 30);
  await actions(page).waitFor();
  await touch("touchEnd");
  const details = page.getByRole("dialog", { name: "Delivery details" });
  await until("details", async () => {
    // The tap that lifting the finger makes is not one on the sheet: neither is one right after it.
    await actions(page)
      .getByRole("button", { name: "Delivery details" })
      .evaluateAll(([button]) => button instanceof HTMLElement && button.click());
    return (await details.count()) === 1;
  });
  await details.getByText("Stored. Everybody gets it when they have signal.").waitFor();
});
