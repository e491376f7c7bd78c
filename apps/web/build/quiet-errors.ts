/**
 * Takes the texts out of errors that engine, protocol and cryptography throw at programmers: nobody
 * sees them in a page, and whatever is thrown there is caught, or a bug whose stack names the place.
 */
import type { Plugin } from "vite";

/** Start and end of what is passed to an error, in the text of a module. */
type Span = readonly [start: number, end: number];

/** Finds `new SomeError(...)` anywhere in a syntax tree (ESTree). */
function findErrors(node: unknown, found: Span[]): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node) findErrors(one, found);
    return;
  }
  const fields = new Map<string, unknown>(Object.entries(node));
  const { type, callee, arguments: passed } = Object.fromEntries(fields);
  if (type === "NewExpression" && Array.isArray(passed) && nameOf(callee).endsWith("Error")) {
    const [first] = passed;
    const last = passed.at(-1);
    if (first !== undefined) found.push([Number(first.start), Number(last.end)]);
    return;
  }
  for (const child of fields.values()) findErrors(child, found);
}

const nameOf = (node: unknown): string =>
  typeof node === "object" && node !== null && "name" in node ? String(node.name) : "";

export const quietErrors = (): Plugin => ({
  name: "quiet-errors",
  apply: "build",
  transform: {
    filter: { id: /node_modules\/@noble\/|packages\/(?:protocol|client)\/src\// },
    handler(code) {
      const spans: Span[] = [];
      findErrors(this.parse(code), spans);
      let quiet = code;
      for (const [start, end] of spans.toSorted((a, b) => b[0] - a[0])) {
        quiet = quiet.slice(0, start) + quiet.slice(end);
      }
      return { code: quiet, map: null };
    },
  },
});
