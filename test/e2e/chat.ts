/** What people do in the app, by the names that screen readers read out. */
import type { Locator, Page } from "playwright-core";
import { until } from "./eventually.ts";

export const button = (page: Page, name: string): Locator =>
  page.getByRole("button", { name, exact: true });
export const field = (page: Page, name: string): Locator =>
  page.getByRole("textbox", { name, exact: true });
export const composer = (page: Page): Locator => field(page, "Message");
export const messages = (page: Page): Locator =>
  page.getByRole("list", { name: "Messages", exact: true });
/** Messages whose name holds these words. */
export const message = (page: Page, words: string | RegExp): Locator =>
  messages(page).getByRole("article", { name: words });
export const connection = (page: Page): Locator =>
  page.getByRole("status", { name: "Connection", exact: true });

/** Names of all messages, in order. */
export const messageNames = (page: Page): Promise<string[]> =>
  messages(page)
    .getByRole("article")
    .evaluateAll((articles) => articles.map((article) => article.getAttribute("aria-label") ?? ""));

/** The texts of all messages, in order. */
export const texts = (page: Page): Promise<string[]> =>
  messages(page).locator(".message-text").allTextContents();

/** Opens the app and starts a room. */
export async function startRoom(page: Page, name: string, origin = ""): Promise<void> {
  await page.goto(`${origin}/`);
  await button(page, "Start a room").click();
  const dialog = page.getByRole("dialog", { name: "Start a room" });
  await dialog.getByRole("textbox", { name: "Room name", exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Start a room", exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

export interface Invite {
  readonly link: string;
  /** The part of the link that no server may see, without "#". */
  readonly fragment: string;
  readonly words: string;
}

/** Opens the invite sheet, reads it and closes it again. */
export async function readInvite(page: Page): Promise<Invite> {
  await button(page, "Invite").click();
  const dialog = page.getByRole("dialog", { name: "Invite", exact: true });
  const link = await dialog.getByRole("textbox", { name: "Room link", exact: true }).inputValue();
  const words = await dialog.getByLabel("Room words", { exact: true }).innerText();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return {
    link,
    fragment: new URL(link).hash.slice(1),
    words: words.trim().split(/\s+/).join(" "),
  };
}

/** Types and sends; settles when the message is on the screen, and on the disk of the phone. */
export async function say(page: Page, words: string): Promise<void> {
  await composer(page).fill(words);
  await button(page, "Send").click();
  await message(page, words).first().waitFor();
  await message(page, /, saving$/).waitFor({ state: "detached" });
}

/** Settles when the relay has stored a message of this phone. */
export async function isSent(page: Page, words: string, millis?: number): Promise<void> {
  await until(
    `"${words}" is sent`,
    async () =>
      (await messageNames(page)).some((name) => name.includes(words) && name.endsWith(", sent")),
    millis,
  );
}

/** Settles when the newest message is sent: a look that costs the page next to nothing. */
export const newestIsSent = (page: Page): Promise<void> =>
  until("the newest is sent", () =>
    page.evaluate(() => {
      const newest = [...document.querySelectorAll("li.message article")].at(-1);
      return newest?.getAttribute("aria-label")?.endsWith(", sent") === true;
    }),
  );

/** Settles when the phone says it has signal, whether or not the eye still sees the word. */
export const isOnline = (page: Page): Promise<void> =>
  until("online", async () => (await connection(page).textContent()) === "Online");

/** Settles when the service worker keeps the app: from here on it opens without signal. */
export const worksOffline = (page: Page): Promise<void> =>
  until("a service worker that keeps the app", () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated";
    }),
  );
