/** Reads what a finished file exports: one list at its end, as the minifier writes it. */

/** The list at the end of a file; what stands between the braces is its first group. */
export const exportsAtEnd = /export\{([^{}]*)\};?\s*$/u;

/** `a as b,c` as [["a", "b"], ["c", "c"]]. */
export const pairs = (list: string): [string, string][] =>
  list.split(",").map((one) => {
    const [name = "", alias = name] = one.split(" as ");
    return [name, alias];
  });

/** The other way round. */
export const listOf = (names: Iterable<readonly [string, string]>): string =>
  [...names].map(([name, alias]) => (name === alias ? name : `${name} as ${alias}`)).join(",");

/** How files in the same folder name each other. */
export const beside = (fileName: string): string =>
  `./${fileName.slice(fileName.lastIndexOf("/") + 1)}`;
