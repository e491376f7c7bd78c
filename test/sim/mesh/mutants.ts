/** Deliberate bugs in what phones tell each other; an evening that lets one of them live is blind to it. */
import type { Mutant } from "../mutants/mutants.ts";

/** Long enough for phones to sleep, to part and to come back. */
export const watchedEvening = { phones: 10, minutes: 12, seed: 2, mesh: true } as const;

const mesh = "packages/client/src/core/mesh/";

export const meshMutants: readonly Omit<Mutant, "faults" | "seeds">[] = [
  {
    name: "new messages are not passed on",
    file: `${mesh}mesh.ts`,
    find: "if (fresh && peersByLink.size > 0) {",
    replace: "if (fresh && peersByLink.size < 0) {",
  },
  {
    name: "a message goes back to whom it came from",
    file: `${mesh}flood.ts`,
    find: "if (bytes === undefined || peer.had.has(one.id) || holds(peer, one.id)) return [];",
    replace: "if (bytes === undefined) return [];",
  },
  {
    name: "phones with the same chains count as level",
    file: `${mesh}compare.ts`,
    find: "if (theirs.state === mine.state) {",
    replace: "if (theirs.roster === mine.roster) {",
  },
  {
    name: "what is wanted is not given",
    file: `${mesh}compare.ts`,
    find: "if (placed !== undefined) found.push(placed);",
    replace: "if (placed !== undefined && found.length > 200) found.push(placed);",
  },
  {
    name: "whoever differs is not asked",
    file: `${mesh}compare.ts`,
    find: "if (differs(peer)) ask(",
    replace: "if (!differs(peer)) ask(",
  },
];

export const meshMutantByName = (name: string): (typeof meshMutants)[number] | undefined =>
  meshMutants.find((mutant) => mutant.name === name);
