/** Every catalogue as a flat list of what it says, with what its functions are given. For tests of words. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "vite";

export const stringsFolder = join(import.meta.dirname, "../src/strings");

export type Given = "number" | "string" | "strings";

/** One thing a catalogue says. */
export interface Entry {
  /** "room.missingSome". */
  readonly path: string;
  readonly value: unknown;
}

/** What a catalogue says, leaf by leaf. */
export function entriesOf(catalogue: unknown, path: readonly string[] = []): Entry[] {
  if (typeof catalogue !== "object" || catalogue === null || Array.isArray(catalogue)) {
    return [{ path: path.join("."), value: catalogue }];
  }
  return Object.entries(catalogue).flatMap(([key, value]) => entriesOf(value, [...path, key]));
}

/** A part of the app and what it says in English. */
export interface EnglishPart {
  readonly part: string;
  readonly file: string;
  readonly entries: readonly Entry[];
  /** What each function is given, by path. */
  readonly given: ReadonlyMap<string, readonly Given[]>;
}

/** Reads from the source what the functions of a catalogue are given: at run time types are gone. */
function givenIn(file: string): Map<string, readonly Given[]> {
  const given = new Map<string, readonly Given[]>();
  const path: string[] = [];
  const kind = (type: string | undefined): Given => {
    if (type === "TSNumberKeyword") return "number";
    return type === "TSStringKeyword" || type === undefined ? "string" : "strings";
  };
  const { program } = parseSync(file, readFileSync(join(stringsFolder, file), "utf8"));
  new Visitor({
    Property(property) {
      path.push(property.key.type === "Identifier" ? property.key.name : "?");
      if (property.value.type !== "ArrowFunctionExpression") return;
      const kinds = property.value.params.map((param) =>
        kind("typeAnnotation" in param ? param.typeAnnotation?.typeAnnotation.type : undefined),
      );
      given.set(path.join("."), kinds);
    },
    "Property:exit"() {
      path.pop();
    },
  }).visit(program);
  return given;
}

const partOf = (file: string): string => /^en-(.+)\.ts$/u.exec(file)?.[1] ?? "first";

const theOnly = (module: unknown, what: string): unknown => {
  const exported = typeof module === "object" && module !== null ? Object.values(module) : [];
  if (exported.length !== 1) throw new Error(`${what} exports ${exported.length} things`);
  return exported[0];
};

/** Every part in English: strings/en.ts, strings/en-<part>.ts. */
export async function englishParts(): Promise<readonly EnglishPart[]> {
  const files = readdirSync(stringsFolder).filter((name) => /^en(?:-[a-z-]+)?\.ts$/u.test(name));
  return Promise.all(
    files.map(async (file) => {
      const module: unknown = await import(join(stringsFolder, file));
      const entries = entriesOf(theOnly(module, file));
      return { part: partOf(file), file, entries, given: givenIn(file) };
    }),
  );
}

/** Counts that between them need every plural form of every language here. */
const counts = [0, 1, 2, 3, 5, 11, 21, 22, 100, 1_000];

/** A person's name of either direction of writing. */
const names = ["Zoë", "ليلى", "Ben"] as const;

export interface Sentence {
  readonly path: string;
  readonly text: string;
  /** What it was given. */
  readonly given: readonly unknown[];
}

/** What an entry says: itself, each of its list, or what it makes of counts and names. */
export function sentencesOf(
  { path, value }: Entry,
  given: ReadonlyMap<string, readonly Given[]>,
): readonly Sentence[] {
  if (Array.isArray(value)) {
    return value.map((text) => ({ path, text: String(text), given: [] }));
  }
  if (typeof value !== "function") return [{ path, text: String(value), given: [] }];
  const kinds = given.get(path) ?? [];
  const tries = kinds.includes("number") ? counts : [0];
  return tries.map((count) => {
    const values = kinds.map((kind, index) => {
      if (kind === "number") return count;
      return kind === "string" ? names[index % names.length] : [...names];
    });
    return { path, text: String(Reflect.apply(value, undefined, values)), given: values };
  });
}
