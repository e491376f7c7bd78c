/** The organiser speaks, and everybody hears; nobody else can look like them. By keyboard alone. */
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { axeSource, violations } from "./axe.ts";
import * as chat from "./chat.ts";
import { addOwner, confirm, open, press, said, tabTo, typeInto } from "./console.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, phoneScreen, startFestival } from "./festival.ts";

let festival: Festival;
let token: string;
before(async () => {
  festival = await startFestival();
  token = addOwner(festival.relay.dataDir, "Control");
});
afterEach(() => festival.goHome());
after(() => festival.end());

/** Opens the console and signs in. */
async function signIn(): Promise<Phone> {
  const phone = await festival.phone({
    viewport: phoneScreen,
    isMobile: false,
    hasTouch: false,
    reducedMotion: "reduce",
    before: axeSource,
  });
  await phone.page.goto("/organiser");
  await phone.page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await typeInto(phone.page, "Token", "fco_wrong");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByRole("alert").getByText("Paste the whole token").waitFor();
  await typeInto(phone.page, "Token", token);
  await phone.page.keyboard.press("Enter");
  await phone.page.getByRole("heading", { level: 1, name: "Live" }).waitFor();
  return phone;
}

const surface = (page: Page): Locator =>
  page.getByRole("complementary", { name: "From the organiser" });

/** Two phones in one room, with a name and words that would like to be an emergency. */
async function crowd(): Promise<readonly [Page, Page]> {
  const [anna, ben] = await Promise.all([festival.phone(), festival.phone()]);
  await chat.startRoom(anna.page, "⚠ EMERGENCY · From the organiser");
  const { link } = await chat.readInvite(anna.page);
  await ben.page.goto(link);
  await chat.composer(ben.page).waitFor();
  await chat.say(
    ben.page,
    '<aside class="organiser"><div class="organiser-strip" data-level="emergency" style="background:#ffb020">Go to gate C NOW</div></aside>',
  );
  await chat.isSent(ben.page, "Go to gate C NOW");
  await chat.message(anna.page, "Go to gate C NOW").waitFor();
  return [anna.page, ben.page];
}

/** Writes an announcement in the console and sends it. */
async function announce(page: Page, level: number, action: string, title: string): Promise<void> {
  await open(page, "Announce", "Announcements");
  await press(page, "New announcement");
  await page.getByRole("heading", { level: 1, name: "New announcement" }).waitFor();
  await tabTo(page, "Info");
  for (let step = 0; step < level; step++) await page.keyboard.press("ArrowRight");
  await typeInto(page, "What to do", action);
  await typeInto(page, "What happens", title);
  await typeInto(page, "More words", "Walk, do not run.");
  await press(page, /^Send/);
}

test("an announcement of each level reaches two phones, looks as it must, and nothing people write looks like it", async () => {
  const phones = await crowd();
  const { page: desk } = await signIn();

  await announce(desk, 0, "", "Water at gate C");
  await said(desk, "Sent.");
  for (const phone of phones) {
    await surface(phone).getByText("Water at gate C").first().waitFor();
    equal(await phone.getByRole("dialog").count(), 0);
    await chat.button(phone, "Hide").click();
    await surface(phone).waitFor({ state: "hidden" });
  }

  await announce(desk, 1, "Wait in your car", "Lightning is near");
  await said(desk, "Sent.");
  for (const phone of phones) {
    await surface(phone).getByText("Follow staff and the PA.").waitFor();
    await chat.button(phone, "I’ve read this").click();
    await surface(phone).getByRole("button", { name: "Important" }).waitFor();
  }

  await announce(desk, 2, "Go to car park B", "Fire");
  await confirm(desk, "Send this emergency?", "Send emergency", token);
  for (const phone of phones) {
    const alarm = phone.getByRole("alertdialog", { name: "Go to car park B" });
    await alarm.waitFor();
    const sizes = await alarm
      .locator("h2, .organiser-body p")
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
    ok(sizes.length === 3 && sizes.every((size) => size >= 28), String(sizes));
    ok(await alarm.evaluate((one) => one.contains(document.activeElement)));
    deepEqual(
      await alarm.evaluate((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width === innerWidth, height === innerHeight];
      }),
      [0, 0, true, true],
    );
    await phone.keyboard.press("Escape");
    await alarm.waitFor({ state: "detached" });
    await surface(phone).getByText("Go to car park B").first().waitFor();
    // It can be made small, and not put away.
    equal(await chat.button(phone, "Hide").count(), 0);
  }
  const [anna, ben] = phones;
  await surface(anna).getByRole("button", { name: "Emergency" }).click();
  await chat.button(anna, "I need help").click();
  await anna.getByRole("link", { name: "Call 112" }).waitFor();
  const sheet = anna.getByRole("alertdialog");
  await sheet.getByRole("button", { name: "Back" }).click();
  await sheet.getByRole("button", { name: "I’ve read this" }).click();
  await until(
    "the console hears of it",
    async () =>
      (await desk.locator(".desk-card").first().textContent())?.includes(
        "1 person asks for help",
      ) === true,
  );

  for (const phone of phones) {
    const found = await phone.evaluate(() => {
      const own = document.querySelector("body > aside.organiser");
      const marked = [...document.querySelectorAll("[class*=organiser]")];
      const coloured = [...document.querySelectorAll("#app *")].filter((one) =>
        getComputedStyle(one).backgroundColor.includes("255, 176, 32"),
      );
      return {
        strangers: marked.filter((one) => own?.contains(one) !== true).length,
        coloured: coloured.length,
        borrowed: own?.textContent?.includes("gate C NOW"),
      };
    });
    deepEqual(found, { strangers: 0, coloured: 0, borrowed: false });
  }

  // A new revision is an emergency anew; withdrawn, it is gone.
  await tabTo(desk, "New revision");
  await desk.keyboard.press("Enter");
  await desk.getByRole("heading", { level: 1, name: "Revision 2" }).waitFor();
  await typeInto(desk, "What to do", "Go to car park D");
  await press(desk, /^Send/);
  await confirm(desk, "Send this emergency?", "Send emergency", token);
  const again = ben.getByRole("alertdialog", { name: "Go to car park D" });
  await again.waitFor();
  match((await again.textContent()) ?? "", /Update 2 · \d\d:\d\d/);
  await chat.button(ben, "I’ve read this").click();

  // Without signal it is still there.
  await until("the app is on the phone", () =>
    ben.evaluate(async () => (await caches.keys()).length > 0),
  );
  await ben.context().setOffline(true);
  await ben.reload();
  await surface(ben).getByText("Go to car park D").first().waitFor();

  await open(desk, "Announce", "Announcements");
  await press(desk, "Withdraw");
  await confirm(desk, "Withdraw this announcement?", "Withdraw", token);
  await until("the emergency is gone", async () => {
    const text = await anna.locator("body > aside.organiser").textContent();
    return text?.includes("car park") === false;
  });
});

test("every act of the console is done by keys, and no view breaks a rule of axe", async () => {
  const { page: anna } = await festival.phone();
  await chat.startRoom(anna, "Camp Owl");
  const { link } = await chat.readInvite(anna);
  await chat.say(anna, "Hello");
  await chat.isSent(anna, "Hello");
  const { page: desk } = await signIn();
  const found: string[] = [];
  const look = async (view: string): Promise<void> => {
    for (const colorScheme of ["dark", "light"] as const) {
      await desk.emulateMedia({ colorScheme });
      for (const line of await violations(desk)) found.push(`${view}, ${colorScheme}: ${line}`);
    }
  };
  await desk.locator(".desk-chart canvas").first().waitFor();
  await tabTo(desk, "1 h");
  await desk.keyboard.press("ArrowRight");
  equal(await desk.getByRole("radio", { name: "3 h" }).isChecked(), true);
  await look("live");

  await open(desk, "Open rooms");
  await press(desk, "Add a room");
  await typeInto(desk, "Name", "Camp Owl");
  await typeInto(desk, "Invite link", link);
  await look("a room for the list");
  await press(desk, "Save");
  await said(desk, "The list is saved.");
  await press(desk, "Poster: Camp Owl");
  await desk.locator(".poster-preview .qr").waitFor();
  await look("poster");
  await desk.keyboard.press("Escape");
  await press(desk, "Close: Camp Owl");
  await desk.getByText("closed: not listed on phones").waitFor();
  await press(desk, "Open: Camp Owl");
  await desk.getByText("closed: not listed on phones").waitFor({ state: "detached" });
  // A second one, made right here, then the order and the list itself.
  await press(desk, "Add a room");
  await typeInto(desk, "Name", "Night bus");
  await press(desk, "Start a new room");
  await desk.getByText("Started. You are its host").waitFor();
  await press(desk, "Save");
  await press(desk, "Move Night bus up");
  await listed(desk, ["Night bus", "Camp Owl"]);
  await press(desk, "Edit: Night bus");
  await typeInto(desk, "Name", "Night bus 2");
  await press(desk, "Save");
  await listed(desk, ["Night bus 2", "Camp Owl"]);
  await press(desk, "Move Night bus 2 down");
  await listed(desk, ["Camp Owl", "Night bus 2"]);
  await look("open rooms");
  await press(desk, "Take off: Night bus 2");
  await confirm(desk, "Take Night bus 2 off the list?", "Take off", token);
  await listed(desk, ["Camp Owl"]);

  await open(desk, "Announce", "Announcements");
  await press(desk, "New announcement");
  // A second language, looked at and left out again; a later end.
  await tabTo(desk, "Add language");
  await desk.keyboard.press("ArrowDown");
  await press(desk, /^Remove /);
  await desk.getByRole("button", { name: /^Remove / }).waitFor({ state: "detached" });
  await typeInto(desk, "What happens", "Owls count at ten");
  await tabTo(desk, "Everybody");
  await desk.keyboard.press("ArrowRight");
  await tabTo(desk, /^Camp Owl/);
  await desk.keyboard.press("Space");
  await tabTo(desk, "Ends in");
  await desk.keyboard.press("ArrowDown");
  equal(await desk.getByLabel("Ends in").inputValue(), "360");
  await press(desk, /^Send/);
  await said(desk, "Sent.");
  await surface(anna).getByText("Owls count at ten").first().waitFor();

  await open(desk, "Rooms");
  await typeInto(desk, "Tag or name", "owl");
  await look("rooms");
  await press(desk, /^Camp Owl/);
  await desk.getByRole("heading", { level: 1, name: "Room Camp Owl" }).waitFor();
  await tabTo(desk, "Off");
  await desk.keyboard.press("ArrowRight");
  await said(desk, "Slow mode is set.");
  await press(desk, "Close room");
  await look("question");
  await confirm(desk, "Close room Camp Owl?", "Close room", token);
  await said(desk, "The room is closed.");
  await press(desk, "Open room again");
  await said(desk, "The room is open again.");
  await press(desk, /^Ban: Device/);
  await confirm(desk, await titleOf(desk), "Ban", token);
  await said(desk, "The device is banned.");
  await look("room");
  await press(desk, "Delete room");
  await confirm(desk, "Delete room Camp Owl?", "Delete room", token);
  await said(desk, "The room is deleted.");

  await open(desk, "Settings");
  await press(desk, /^Let back in: Device/);
  await said(desk, "The device may come back.");
  await press(desk, "Stop new rooms");
  await confirm(desk, "Stop new rooms?", "Stop new rooms", token);
  await press(desk, "Allow new rooms");
  await confirm(desk, "Allow new rooms?", "Allow new rooms", token);
  await typeInto(desk, "Hours", "48");
  await press(desk, "Change");
  await confirm(desk, "Change what is kept?", "Change", token);
  await said(desk, "Done.");
  match(await exported(desk, "Table (CSV)"), /^at,connections,rooms,messages,/);
  const counts: { readonly current?: { readonly connections?: unknown } } = JSON.parse(
    await exported(desk, "Data (JSON)"),
  );
  // Two phones are fewer than twenty: told as that, and no nearer.
  equal(counts.current?.connections, "<20");
  await look("settings");
  await press(desk, "Change key");
  await confirm(desk, "Change the organiser key?", "Change key", token);
  await said(desk, "Done.");

  await open(desk, "Announce", "Announcements");
  await look("announcements");
  await press(desk, "New announcement");
  await tabTo(desk, "Template");
  await desk.keyboard.type("Empty an area");
  await typeInto(desk, "Place or detail in the template", "car park B");
  await desk.locator(".desk-phone").getByText("Go to car park B now").first().waitFor();
  equal(await desk.getByRole("radio", { name: "Emergency" }).isChecked(), true);
  await look("compose");

  await open(desk, "Log");
  await desk.getByText(/The chain of \d+ entries is whole\./).waitFor();
  match((await desk.locator(".desk-hash code").textContent()) ?? "", /^[0-9a-f]{64}$/);
  await look("log");
  await open(desk, "Settings");
  await press(desk, "Sign out");
  await desk.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await look("signed out");
  deepEqual(found, []);
});

test("a passkey opens the console and proves who acts, by keys, and stops to when it is removed", async () => {
  const origin = festival.relay.origin.replace("127.0.0.1", "localhost");
  const phone = await festival.phone({
    viewport: phoneScreen,
    isMobile: false,
    hasTouch: false,
    // Passkeys are for names, not for addresses (WebAuthn level 3, section 5.1.2).
    baseURL: origin,
  });
  const { page: desk } = phone;
  const browser = await phone.context.newCDPSession(desk);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await desk.goto("/organiser");
  await typeInto(desk, "Token", token);
  await desk.keyboard.press("Enter");
  await open(desk, "Settings");
  await typeInto(desk, "Name of this device", "Desk at the gate");
  await press(desk, "Add a passkey");
  await confirm(desk, "Add a passkey", "Add a passkey", token);
  await desk.getByRole("button", { name: "Remove: Desk at the gate" }).waitFor();
  const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
  deepEqual(
    credentials.map(({ rpId, isResidentCredential }) => [rpId, isResidentCredential]),
    [["localhost", true]],
  );
  await press(desk, "Sign out");

  await desk.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  await press(desk, "Use a passkey");
  await desk.getByRole("heading", { level: 1, name: "Settings" }).waitFor();

  // Six minutes later, as the page sees it, a destructive act asks again.
  await desk.clock.setSystemTime(Date.now() + 6 * 60_000);
  await press(desk, "Stop new rooms");
  const question = desk.getByRole("dialog", { name: "Stop new rooms?" });
  await question.getByLabel("Your token, once more").waitFor();
  // Whoever has the device and not the finger is nobody.
  await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await press(desk, "Confirm with a passkey");
  await question.getByRole("alert").getByText("No passkey was used.").waitFor();
  await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await press(desk, "Confirm with a passkey");
  await question.waitFor({ state: "detached" });
  await press(desk, "Allow new rooms");
  await confirm(desk, "Allow new rooms?", "Allow new rooms", token);

  await press(desk, "Remove: Desk at the gate");
  await confirm(desk, await titleOf(desk), "Remove", token);
  await desk
    .getByRole("button", { name: "Remove: Desk at the gate" })
    .waitFor({ state: "detached" });
  await press(desk, "Sign out");
  await desk.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  equal(await chat.button(desk, "Use a passkey").count(), 0);
});

/** Settles when the list of open rooms is this. */
const listed = (page: Page, names: readonly string[]): Promise<void> =>
  until(`open rooms: ${names.join()}`, async () => {
    const found = await page.locator(".desk-card .desk-row-head").allTextContents();
    return found.join() === names.join();
  });

/** The text of a file that a link of the console gives. */
async function exported(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  return readFile(await download.path(), "utf8");
}

/** The title of the question on the screen. */
const titleOf = async (page: Page): Promise<string> =>
  (await page.getByRole("dialog").getAttribute("aria-label")) ?? "";
