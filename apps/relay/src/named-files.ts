/** Files and folders that settings name: whether they are there, before anything is started. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { Config, ReadText } from "./config.ts";

/** Every file that cannot serve, with what mends it; none: all can. */
export function namedFileMistakes(
  { tls, webDir }: Pick<Config, "tls" | "webDir">,
  readText: ReadText,
): readonly string[] {
  const mistakes = tls === undefined ? [] : [...tlsMistakes(tls, readText)];
  if (webDir !== undefined && !existsSync(join(webDir, "index.html"))) {
    mistakes.push(`WEB_DIR is "${webDir}": there is no built web app; unset it, or npm run build.`);
  }
  return mistakes;
}

function tlsMistakes(
  { certFile, keyFile }: NonNullable<Config["tls"]>,
  readText: ReadText,
): readonly string[] {
  const cert = readText(certFile);
  const key = readText(keyFile);
  const unreadable = (name: string, file: string): string =>
    `${name} is "${file}": that file cannot be read. Check the path, and that this user may read it.`;
  if (cert === undefined || key === undefined) {
    return [
      ...(cert === undefined ? [unreadable("TLS_CERT", certFile)] : []),
      ...(key === undefined ? [unreadable("TLS_KEY", keyFile)] : []),
    ];
  }
  try {
    createSecureContext({ cert, key });
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      `TLS_CERT and TLS_KEY do not serve (${why}): write PEM files, the key being the certificate's.`,
    ];
  }
}
