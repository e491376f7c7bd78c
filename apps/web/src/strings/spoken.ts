/** What a file of another language holds: the shape of English, less what is not translated yet. */
import type { en } from "./en.ts";
import type { enAnnouncements } from "./en-announcements.ts";
import type { enBell } from "./en-bell.ts";
import type { enBring } from "./en-bring.ts";
import type { enCheck } from "./en-check.ts";
import type { enLate } from "./en-late.ts";
import type { enNearby } from "./en-nearby.ts";
import type { enPeople } from "./en-people.ts";
import type { enRooms } from "./en-rooms.ts";
import type { enTalk } from "./en-talk.ts";
import type { Words } from "./words.ts";

/** Every part with a catalogue of its own. */
export interface Parts {
  readonly first: typeof en;
  readonly late: typeof enLate;
  readonly talk: typeof enTalk;
  readonly bring: typeof enBring;
  readonly nearby: typeof enNearby;
  readonly people: typeof enPeople;
  readonly check: typeof enCheck;
  readonly rooms: typeof enRooms;
  readonly bell: typeof enBell;
  readonly announcements: typeof enAnnouncements;
}

/** Forms of words by plural category (Unicode CLDR); `other` serves where none is named. */
export type Forms = { readonly other: string } & Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>>
>;

/** How a language counts and lists things. */
export interface Say {
  /** "3 wiadomości": the number, and the words that go with it. */
  count(count: number, forms: Forms): string;
  /** The words that go with a number, without it. */
  form(count: number, forms: Forms): string;
  /** "Ana, Ben i Cy". */
  list(names: readonly string[]): string;
}

/**
 * What a language may say for English. Whether it says everything, and nothing more, is a test: a new
 * sentence in English must not keep eleven other files from being built.
 */
type Some<T> = T extends string | readonly string[]
  ? T | ((...given: never[]) => string)
  : T extends (...given: never[]) => string
    ? T | string
    : { readonly [Key in keyof T]?: Some<T[Key]> } & { readonly [key: string]: unknown };

/** A part in another language. What is missing is said in English. */
export type Spoken<Part extends keyof Parts> = (say: Say) => Some<Words<Parts[Part]>>;
