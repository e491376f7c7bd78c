/**
 * Gives SHA-512 a copy of the library's file to itself. A file is never split between two of the
 * build, so everybody would fetch SHA-512 with SHA-256.
 */
import type { Plugin } from "vite";

export const sha512Apart = (): Plugin => ({
  name: "sha512-apart",
  apply: "build",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (importer?.endsWith("/sha512.ts") !== true || !source.endsWith("/sha2.js")) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found && { ...found, id: `${found.id}?apart` };
  },
});
