/** Builds the web app: one page, one script for the first screen, dialogs apart, a service worker. */
import { defineConfig } from "vite";
import { inlineStyles } from "./build/inline-styles.ts";
import { precacheList } from "./build/precache-list.ts";

export default defineConfig({
  root: import.meta.dirname,
  // What TypeScript is told too: JSX makes Preact's elements.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["es2022", "chrome105", "firefox115", "safari16.4"],
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: "index.html", sw: "src/sw.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  plugins: [inlineStyles(), precacheList()],
});
