/**
 * Puts the style sheet into the page itself: the first frame then waits for one file only.
 *
 * A style element needs no inline script; the relay states its hash in the content security policy.
 */
import type { Plugin } from "vite";

export function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") return;
        let html = String(page.source);
        for (const [file, asset] of Object.entries(bundle)) {
          if (asset.type !== "asset" || !file.endsWith(".css")) continue;
          const link = new RegExp(`\\s*<link rel="stylesheet"[^>]*href="/${file}"[^>]*>`, "u");
          if (!link.test(html)) continue;
          html = html.replace(link, () => `\n    <style>${String(asset.source).trim()}</style>`);
          delete bundle[file];
        }
        // Between tags our page has only indentation; inside the style nothing looks like it.
        page.source = html
          .replaceAll(/>\s+</gu, "><")
          .replaceAll(/<meta\s+/gu, "<meta ")
          .replaceAll(/\s*\/?>(?=<)/gu, ">")
          .replaceAll(/"\s+content=/gu, '" content=')
          .replace(" crossorigin src=", " src=")
          .replace(/\s*\/\*\$vite\$:\d+\*\/\s*/u, "");
      },
    },
  };
}
