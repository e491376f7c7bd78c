/** The import table: who may import what. `layers.test.ts` holds every file to it. */

/** A set of files with the same rights. */
export interface Layer {
  readonly name: string;
  /** Which files belong to it; the first layer that matches owns a file. */
  readonly owns: RegExp;
  /** Layers whose files it may import by relative path. */
  readonly near: readonly string[];
  /** Packages it may import. */
  readonly far: readonly RegExp[];
  /** Packages of which it may know the types, and nothing that runs. */
  readonly farTypes?: readonly RegExp[];
}

const wire = /^@festival-chat\/protocol\/wire$/;
const e2e = /^@festival-chat\/protocol\/e2e$/;
/** Six-word codes: part of e2e behind a door of its own, because its list is large and loaded late. */
const words = /^@festival-chat\/protocol\/words$/;
/** What seals a hand-over: part of e2e behind a door of its own, because few people move. */
const handover = /^@festival-chat\/protocol\/handover$/;
/** Requests and answers of the organiser's console. */
const organiser = /^@festival-chat\/protocol\/organiser$/;
/** What links phones: part of e2e behind a door of its own, because it is loaded late. */
const nearby = /^@festival-chat\/protocol\/nearby$/;
const node = /^node:/;
const ws = /^ws$/;
const anything = /^/;

/** Tests, contract suites and what only they use: they may look at every neighbour. */
const beside = String.raw`(?:.*\.(?:test|contract|fixture)\.tsx?$|test-support/)`;

const workspaces = ["packages/protocol", "packages/client", "apps/relay", "apps/web", "apps/cli"];

export const layers: readonly Layer[] = [
  ...workspaces.map((workspace) => ({
    name: `tests of ${workspace}`,
    owns: new RegExp(`^${workspace}/${beside}`),
    near: [workspace],
    far: [anything],
  })),
  {
    name: "protocol/wire",
    owns: /^packages\/protocol\/src\/(?:wire\/|host\.d\.ts$)/,
    near: ["protocol/wire"],
    far: [/^@noble\/hashes\//],
  },
  {
    name: "protocol/e2e",
    owns: /^packages\/protocol\/src\/e2e\//,
    near: ["protocol/e2e", "protocol/wire"],
    far: [/^@noble\//],
  },
  {
    name: "protocol/organiser",
    owns: /^packages\/protocol\/src\/organiser\//,
    near: ["protocol/organiser", "protocol/wire"],
    far: [],
  },
  {
    name: "client/core",
    owns: /^packages\/client\/src\/core\//,
    near: ["client/core"],
    far: [wire],
  },
  {
    name: "client/browser",
    owns: /^packages\/client\/src\/browser\//,
    near: ["client/browser", "client", "client/core"],
    far: [wire, e2e, words, handover, nearby],
  },
  {
    name: "client/node",
    owns: /^packages\/client\/src\/node\//,
    near: ["client/node", "client", "client/core"],
    far: [wire, e2e, words, node, ws],
  },
  {
    name: "client",
    owns: /^packages\/client\/src\//,
    near: ["client", "client/core"],
    far: [wire, e2e, words, handover, nearby],
  },
  {
    // The relay's judgement: what it decides may depend on no socket and no disk.
    name: "relay/core",
    owns: /^apps\/relay\/src\/(?:session|intent|refusal|decide|decide-publish|hub)\.ts$/,
    near: ["relay/core", "relay"],
    far: [wire],
  },
  {
    // The relay is blind: of FC1 it may import protocol/wire, and nothing that can open an envelope.
    name: "relay",
    owns: /^apps\/relay\/src\//,
    near: ["relay", "relay/core"],
    far: [wire, organiser, node, ws],
  },
  {
    name: "web",
    owns: /^apps\/web\/src\//,
    near: ["web"],
    far: [
      /^@festival-chat\/client(?:\/(?:announcements|browser|extras|handover|nearby|push|receipts|settings))?$/,
      wire,
      words,
      organiser,
      /^preact(?:\/|$)/,
      /^@preact\/signals$/,
      /^u?qr(?:\/|$)/,
      // Lines of the organiser's console.
      /^uplot$/,
      // Written by the build: build/emoji-names.ts.
      /^virtual:emoji-names\//,
    ],
    // The engine opens and seals; the screens only name what it gives them.
    farTypes: [e2e],
  },
  {
    name: "web build",
    owns: /^apps\/web\/(?:vite\.config|build\/[^/]+)\.ts$/,
    near: ["web", "web build"],
    far: [node, /^(?:vite|terser)$/],
  },
  {
    name: "cli",
    owns: /^apps\/cli\/(?:src|bin)\//,
    near: ["cli"],
    far: [
      /^@festival-chat\/client(?:\/node)?$/,
      /^@festival-chat\/relay$/,
      wire,
      organiser,
      node,
      ws,
      /^uqr$/,
    ],
  },
  // Stand-ins of a push service and of a certificate authority are the relay's and the command line's own.
  {
    name: "test",
    owns: /^test\//,
    near: [
      ...["test", "scripts", "cli"],
      ...["tests of apps/relay", "tests of apps/cli", "tests of packages/client"],
    ],
    far: [anything],
  },
  {
    name: "bench",
    owns: /^bench\//,
    near: ["bench", "test", "scripts", "tests of packages/client"],
    far: [anything],
  },
  // `npm start` and `festival-chat serve` run and announce a relay in the same way. All builds of the
  // web app start here.
  { name: "scripts", owns: /^scripts\//, near: ["scripts", "cli", "web build"], far: [anything] },
];

/** The layer a file belongs to, or undefined when the table forgot it. */
export const layerOf = (path: string): Layer | undefined =>
  layers.find((layer) => layer.owns.test(path));

/** Whether a layer may import this file of the repository by a relative path. */
export const mayReach = (layer: Layer, target: string): boolean => {
  const owner = layerOf(target);
  return layer.near.some((near) => owner?.name === near || target.startsWith(`${near}/`));
};
