/** A festival for tests: a relay, one browser, and phones as contexts of it that share nothing. */
import { deepEqual } from "node:assert/strict";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { findChromium } from "../../scripts/chromium.ts";
import { createNodeClient } from "@festival-chat/client/node";
import type { Client, Room } from "@festival-chat/client";
import { foundRoom } from "./found-room.ts";
import { patienceMillis } from "./eventually.ts";
import { type RelayOptions, type RelayProcess, startRelayProcess } from "./relay-process.ts";

/** A browser profile with one page. */
export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that no code of the page caught, and what its Content-Security-Policy had to stop. */
  readonly problems: readonly string[];
  /** Closes it; fails when one of its pages had a problem. */
  leave(): Promise<void>;
}

export interface PhoneOptions extends BrowserContextOptions {
  /** Runs in every page before its own scripts: a browser that lacks something. */
  readonly before?: string;
}

export interface Festival {
  readonly relay: RelayProcess;
  readonly browser: Browser;
  phone(options?: PhoneOptions): Promise<Phone>;
  /**
   * A room called "Camp Owl" whose host is not among the phones: for scenes in which nobody needs to
   * see it started. @returns the part of its link that no server may see, without "#"
   */
  room(): Promise<string>;
  /** Somebody in the room of a link, without a browser; leaves with the phones. */
  member(link: string): Promise<Room>;
  /** All phones leave. */
  goHome(): Promise<void>;
  end(): Promise<void>;
}

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A phone of middle size. */
export const phoneScreen = { width: 390, height: 844 } as const;

/** Refused links are told to the console by the browser itself; that is no error of the page. */
const isProblem = (text: string): boolean =>
  /Content[- ]Security[- ]Policy|TrustedHTML|TrustedScript|Refused to/i.test(text);

/** Collects what goes wrong in a page. */
export function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && isProblem(message.text())) problems.push(message.text());
  });
}

export interface FestivalOptions extends RelayOptions {
  /** More arguments for the browser. */
  readonly flags?: readonly string[];
  /** Which browser: the light one knows no notifications. */
  readonly chromium?: "light" | "whole";
}

/** Starts a relay that serves the built web app, and a browser. */
export async function startFestival(options: FestivalOptions = {}): Promise<Festival> {
  const executablePath = await findChromium(options.chromium);
  const relay = await startRelayProcess(options);
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...flags, ...(options.flags ?? []), ...(asRoot ? ["--no-sandbox"] : [])],
  });
  const phones = new Set<Phone>();
  const members = new Set<Client>();

  return {
    relay,
    browser,
    async phone({ before, ...options } = {}) {
      const context = await browser.newContext({
        baseURL: relay.origin,
        viewport: phoneScreen,
        isMobile: true,
        hasTouch: true,
        colorScheme: "dark",
        locale: "en-GB",
        ...options,
      });
      context.setDefaultTimeout(patienceMillis);
      // Not in the empty page that a tab starts with: it has less than a page of the app.
      if (before !== undefined) {
        await context.addInitScript(`if (location.protocol !== "about:") { ${before}\n }`);
      }
      const problems: string[] = [];
      context.on("page", (opened) => watch(opened, problems));
      const phone: Phone = {
        context,
        page: await context.newPage(),
        problems,
        async leave() {
          phones.delete(phone);
          await context.close();
          deepEqual(problems, []);
        },
      };
      phones.add(phone);
      return phone;
    },
    room: () => foundRoom(relay.origin),
    async member(link) {
      const made = createNodeClient({ origin: relay.origin });
      if (!made.ok) throw new Error(made.error.what);
      members.add(made.value);
      await made.value.open();
      const joined = await made.value.join(link);
      if (!joined.ok) throw new Error(joined.error.kind);
      return joined.value;
    },
    async goHome() {
      await Promise.all([...members].map((member) => member.close()));
      members.clear();
      const left = await Promise.allSettled([...phones].map((phone) => phone.leave()));
      for (const each of left) if (each.status === "rejected") throw each.reason;
    },
    async end() {
      await browser.close();
      await relay.end();
    },
  };
}
