/** The repository as text: which files it has, and what they import. */
import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The repository's root folder. */
export const repositoryRoot = join(import.meta.dirname, "..");

const notOurs = ["**/node_modules/**", "**/dist/**", "**/data/**", "gallery/**", "coverage/**"];

/** Paths from the root, with forward slashes, of our files that match one of the globs. */
export const filesMatching = (...globs: readonly string[]): string[] =>
  globSync([...globs], {
    cwd: repositoryRoot,
    exclude: [...notOurs, ".git", ".git/**"],
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => path.slice(repositoryRoot.length + 1).replaceAll("\\", "/"))
    .sort();

/** A file's text, by its path from the root. */
export const textOf = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");

/** Source text without its comments, so that prose about code is not taken for code. */
export const withoutComments = (source: string): string =>
  source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

/** One module named by another. */
export interface Import {
  readonly from: string;
  /** As written: a package, `node:...`, or a relative path. */
  readonly specifier: string;
  /** The file it means, from the root, when it is relative. */
  readonly target: string | undefined;
  /** True for `import type`: erased, so nothing of the other module runs. */
  readonly typeOnly: boolean;
}

const importForms = [
  /\b(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/g,
  /\bimport\s*["']([^"']+)["']/g,
  /\bimport\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
  /\bnew URL\(\s*["'](\.{1,2}\/[^"']+\.[jt]sx?)["']/g,
];

/** What a file imports, re-exports, loads late or starts as a worker. */
export const importsOf = (path: string): Import[] => {
  const source = withoutComments(textOf(path));
  return importForms
    .flatMap((form) => [...source.matchAll(form)])
    .map(([statement, specifier = ""]) => ({
      from: path,
      specifier,
      typeOnly: /^(?:import|export)\s+type\b/.test(statement),
      target: specifier.startsWith(".")
        ? posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ""))
        : undefined,
    }));
};
