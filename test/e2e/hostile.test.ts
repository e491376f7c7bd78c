/** No optional part of a browser can keep two people from talking, whatever it does instead of working. */
import { equal } from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as chat from "./chat.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { type HostileBrowser, hostileBrowsers } from "./hostile-browsers.ts";

const notices = {
  "storage-denied": "This browser keeps nothing: messages are gone when you close this page.",
  "storage-full": "Phone storage is full",
} as const;

let festival: Festival;
let anna: Phone;
let link: string;
before(async () => {
  festival = await startFestival();
  anna = await festival.phone();
  await chat.startRoom(anna.page, "Camp Owl");
  ({ link } = await chat.readInvite(anna.page));
  await chat.say(anna.page, "Welcome");
  await chat.isSent(anna.page, "Welcome");
});
after(async () => {
  await anna.leave();
  await festival.end();
});

/** Reads, is read, and is told what a person must know before typing. */
async function talks(phone: Phone, hostile: HostileBrowser): Promise<void> {
  const { page } = phone;
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
  await chat.message(page, "Welcome").waitFor();
  const { notice } = hostile;
  // A quota is found out by writing; what is denied from the start is said before anybody types.
  if (notice === "storage-denied") await page.getByText(notices[notice]).first().waitFor();
  const words = `Hello, though ${hostile.name}.`;
  await chat.say(page, words);
  await chat.isSent(page, words);
  await chat.message(anna.page, words).waitFor();
  if (notice === "storage-full") await page.getByText(notices[notice]).first().waitFor();
  equal((await page.getByText(notices["storage-denied"]).count()) > 0, notice === "storage-denied");
  await chat.button(page, "Invite").click();
  await page.getByRole("img", { name: "QR code" }).waitFor();
}

describe("a room can be read and written", { concurrency: 2 }, () => {
  for (const hostile of hostileBrowsers) {
    test(`though ${hostile.name}`, async () => {
      const phone = await festival.phone({ before: hostile.script });
      await talks(phone, hostile);
      await phone.leave();
    });
  }

  test("though a sign-in page answers for the settings", async () => {
    const phone = await festival.phone();
    await phone.context.route("**/config.json", (route) =>
      route.fulfill({ contentType: "text/html", body: "<html>Welcome to the camp Wi-Fi</html>" }),
    );
    await talks(phone, { name: "a sign-in page answers", script: "" });
    await phone.leave();
  });

  test("though the settings never arrive", async () => {
    const phone = await festival.phone();
    await phone.context.route("**/config.json", () => undefined);
    await talks(phone, { name: "the settings never arrive", script: "" });
    await phone.leave();
  });
});
