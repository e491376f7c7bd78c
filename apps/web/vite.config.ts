/** Builds the web app: one page, one script for the first screen, dialogs apart, a service worker. */
import { defineConfig } from "vite";
import { inlineStyles } from "./build/inline-styles.ts";
import { languageFiles } from "./build/language-files.ts";
import { plainImports } from "./build/plain-imports.ts";
import { precacheList } from "./build/precache-list.ts";
import { secondMinify } from "./build/second-minify.ts";

/** What comes right behind the room, in one file as well. */
const behindTheRoom =
  /not-let-in|toast-bar|notice-bar|\/dialogs\.tsx|linked-text|room\/long|refused-actions|linkify|late-icons|connection-more|last-contact|sign-in-link|watch-debug-key|late-memory-keys|strings\/(?:en-)?late\.ts|after-first-frame|strict-signatures|client\/src\/late-parts\.ts|relay-settings|behind-the-room|overlays|composer-note|reach\/(?:attention|elsewhere|counted|latest|know|room-keys)|announce\/|preferences/u;

/** Rooms in a list: fetched at home, beside a room on a wide screen, and to go to another room. */
const roomsInAList = /home\/(?:home-side|poster|room-|open-)|strings\/(?:en-)?rooms|theme-toggle/u;

/** What one does with messages: fetched at the first touch of a room. */
const doneWithMessages = /room\/talk\/(?!.*dialog|.*emoji)|strings\/(?:en-)?talk|talk-icons/u;

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
              test: (id) => !/\/sw[./]|strings\/..\//u.test(id),
            },
            { name: "behind", test: behindTheRoom },
            { name: "rooms", test: roomsInAList },
            { name: "talk", test: doneWithMessages },
          ],
        },
        entryFileNames: "assets/[name]-[hash].js",
      },
    },
  },
  plugins: [languageFiles(), plainImports(), inlineStyles(), precacheList(target), secondMinify()],
});
