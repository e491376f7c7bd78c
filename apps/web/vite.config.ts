/** Builds the web app: one page, one script for the first screen, dialogs apart, a service worker. */
import { defineConfig } from "vite";
import { emojiNamesFiles } from "./build/emoji-names.ts";
import { inlineRuntime } from "./build/inline-runtime.ts";
import { inlineStyles } from "./build/inline-styles.ts";
import { languageFiles } from "./build/language-files.ts";
import { noFacades } from "./build/no-facades.ts";
import { plainExports } from "./build/plain-exports.ts";
import { plainImports } from "./build/plain-imports.ts";
import { precacheList } from "./build/precache-list.ts";
import { quietErrors } from "./build/quiet-errors.ts";
import { secondMinify } from "./build/second-minify.ts";
import { sha512Apart } from "./build/sha512-apart.ts";

/** What only browsers without Ed25519 need, and who moves: part of no other file. */
const softCurve =
  /@noble\/ed25519|sha2\.js\?apart|e2e\/(?:signatures|sha512)\.ts$|software-signatures\.ts$/u;

/**
 * Doors of the app: what is reached by `import()` is one file with all that only it needs. What two of
 * them need is in the file of the first one here; a dialog is a door without being named.
 */
const doors = [
  // What the page fetches by itself, as soon as the first frame is there.
  { name: "behind", test: /\/after-first-frame\.ts$|client\/src\/browser\/relay-settings\.ts$/u },
  // Ed25519 in software.
  { name: "curve", test: softCurve },
  { name: "engine", test: /client\/src\/late-parts\.ts$/u },
  { name: "late", test: /\/(?:behind-the-room|watch-debug-key)\.ts$/u },
  { name: "rooms", test: /\/home-side\.tsx$/u },
  { name: "talk", test: /\/talk-parts\.ts$/u },
];

const target = ["es2022", "chrome105", "firefox115", "safari16.4"];

export default defineConfig({
  root: import.meta.dirname,
  // What TypeScript is told too: JSX makes Preact's elements.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target,
    cssCodeSplit: false,
    // We write what these know; for older ones the style sheet would only grow.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Each dialog is one small file: preloading its parts costs more than it saves.
    modulePreload: false,
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      // Whoever starts the product builds it, too: what the bundler thinks of its plugins is not for them.
      checks: { bundlerTimings: false },
      // Bounds are single constants with long names: their numbers are shorter.
      optimization: { inlineConst: { mode: "all" } },
      treeshake: {
        // No module does anything by being imported, except the two that start, the styles, and
        // @preact/signals, which teaches Preact to watch signals.
        moduleSideEffects: (id) => /\.css$|\/main\.tsx$|@preact\/signals\/|preact\/hooks/u.test(id),
        propertyReadSideEffects: false,
      },
      input: { index: "index.html" },
      output: {
        codeSplitting: {
          groups: [
            // All that pages import without `import()` is one file: small files compress badly and
            // each costs a request.
            {
              name: "first",
              tags: ["$initial"],
              test: (id) => !/\/sw[./]|strings\/..\//u.test(id) && !softCurve.test(id),
            },
            ...doors,
          ],
        },
        entryFileNames: "assets/[name]-[hash].js",
      },
    },
  },
  plugins: [
    emojiNamesFiles(),
    languageFiles(),
    plainImports(),
    sha512Apart(),
    quietErrors(),
    inlineStyles(),
    inlineRuntime(),
    noFacades(),
    precacheList(target),
    secondMinify(),
    plainExports(),
  ],
});
