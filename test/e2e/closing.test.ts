/** A page is closed at any moment: what was typed and what was sent is there when it comes back. */
import { deepEqual, equal } from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import * as chat from "./chat.ts";
import { until } from "./eventually.ts";
import { type Festival, type Phone, startFestival } from "./festival.ts";
import { type Gate, startGate } from "./gate.ts";

let festival: Festival;
let gate: Gate;
before(async () => {
  festival = await startFestival();
});
after(() => festival.end());
afterEach(async () => {
  try {
    await festival.goHome();
  } finally {
    await gate.close();
  }
});

const words = "Written in the last second";

/** The moments, in the order in which a message passes them. */
const steps: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  "while it is typed": (page) => chat.composer(page).fill(words),
  "in the moment of Send": async (page) => {
    await chat.composer(page).fill(words);
    // In one go: the page is closed before it can answer.
    await page.evaluate(() => document.querySelector<HTMLButtonElement>(".send")?.click());
  },
  "when it is on the screen": (page) => chat.say(page, words),
  "when it is stored by the relay": async (page) => {
    await chat.say(page, words);
    await chat.isSent(page, words);
  },
};

/** A new page of the same phone, at the same room. */
async function comeBack(phone: Phone, address: string): Promise<Page> {
  const page = await phone.context.newPage();
  await page.goto(address);
  await chat.composer(page).waitFor();
  return page;
}

describe("closed", () => {
  for (const [step, act] of Object.entries(steps)) {
    for (const signal of ["with signal", "without signal"] as const) {
      if (signal === "without signal" && step.includes("relay")) continue;
      test(`${step}, ${signal}, nothing is lost and nothing is there twice`, async () => {
        gate = await startGate(() => festival.relay.port);
        const phone = await festival.phone();
        await chat.startRoom(phone.page, "Camp Owl", gate.origin);
        await chat.say(phone.page, "Before");
        await chat.isSent(phone.page, "Before");
        if (signal === "without signal") gate.shut();
        await act(phone.page);
        const address = phone.page.url();
        // As a tap on the tab's cross: the page is told that it goes.
        await phone.page.close({ runBeforeUnload: false });
        gate.open();

        const page = await comeBack(phone, address);
        // Either it was sent or it is still in the field; in both is once too often.
        await until("the words are somewhere", async () => {
          const typed = (await chat.composer(page).inputValue()) === words;
          return typed !== (await chat.texts(page)).includes(words);
        });
        if ((await chat.composer(page).inputValue()) === words) {
          await chat.button(page, "Send").click();
        }
        await chat.isSent(page, words);
        deepEqual(await chat.texts(page), ["Before", words]);
        equal(await chat.composer(page).inputValue(), "");
      });
    }
  }
});
