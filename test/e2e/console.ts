/** The organiser's console for tests: a token, and fingers that know nothing but keys. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import {
  createOrganisers,
  openOrganiserDatabase,
  organiserFile,
  write,
} from "@festival-chat/relay";
import { until } from "./eventually.ts";

/** A new owner's token, made as `festival-chat organiser add` makes it. */
export function addOwner(dataDir: string, name: string): string {
  const db = openOrganiserDatabase(join(dataDir, organiserFile));
  try {
    const made = write(db, () => createOrganisers(db).add(name, "owner", Date.now()));
    if (!made.ok || made.value === undefined) throw new Error("no token was made");
    return made.value;
  } finally {
    db.close();
  }
}

/** The accessible name of what has the focus, near enough for controls of ours. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    const labelled = element.getAttribute("aria-label");
    if (labelled !== null) return labelled;
    if (
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
    ) {
      const label = element.labels?.[0];
      const words = label?.querySelector(".desk-label")?.firstChild ?? label;
      return words?.textContent?.trim() ?? "";
    }
    return element.textContent?.trim() ?? "";
  });

/** Presses Tab until a control of this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press("Tab");
    const found = await focused(page);
    if (typeof name === "string" ? found === name : name.test(found)) return;
  }
  throw new Error(`${String(name)} was not reached by Tab`);
}

/** Goes to a control by Tab and presses Enter. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

/** Opens a part of the console by its link. */
export async function open(page: Page, part: string, title = part): Promise<void> {
  await press(page, part);
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** Types into a field, over what is there. */
export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

/** Answers the question before an act: the token if it is asked for, then the act. */
export async function confirm(
  page: Page,
  title: string,
  act: string,
  token: string,
): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.waitFor();
  const proof = dialog.getByLabel("Your token, once more");
  if ((await proof.count()) > 0) {
    await tabTo(page, "Your token, once more");
    await page.keyboard.type(token);
  }
  await press(page, act);
  await dialog.waitFor({ state: "detached" });
}

/** Settles when the console has said this. */
export const said = (page: Page, words: string): Promise<void> =>
  until(`the console says "${words}"`, async () => {
    const texts = await page.locator(".desk-toast").allTextContents();
    return texts.some((text) => text.includes(words));
  });
