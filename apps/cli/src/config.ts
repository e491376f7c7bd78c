/** config: every setting of a relay with what it stands at, and every mistake with what mends it. */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseEnv } from "node:util";
import {
  type Config,
  type Environ,
  foreignDataDir,
  namedFileMistakes,
  parseConfig,
  readText,
  settings,
} from "@festival-chat/relay";
import type { CommandContext } from "./command-context.ts";
import type { ExitName } from "./exit-codes.ts";
import type { ConfigOptions } from "./invocation.ts";

/** Whether a folder is there or can be made, and files in it written. */
function isWritable(folder: string): boolean {
  let here = resolve(folder);
  while (!existsSync(here) && dirname(here) !== here) here = dirname(here);
  try {
    accessSync(here, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Mistakes that only this machine can tell: what the settings name has to be there. */
function mistakesHere(config: Config): readonly string[] {
  const { dataDir, environment } = config;
  const foreign = foreignDataDir(dataDir, environment);
  return [
    ...(isWritable(dataDir) ? [] : [`DATA_DIR is "${dataDir}": it cannot be written.`]),
    ...(foreign === undefined ? [] : [foreign]),
    ...namedFileMistakes(config, readText),
  ];
}

function readEnviron(file: string | undefined): Environ | undefined {
  if (file === undefined) return process.env;
  const text = readText(file);
  return text === undefined ? undefined : parseEnv(text);
}

/** Says what the settings are, or with --check only whether they can be used. */
export function config(options: ConfigOptions, { output }: CommandContext): ExitName {
  const environ = readEnviron(options.envFile);
  if (environ === undefined) {
    output.say(`--env-file: ${options.envFile} cannot be read.`);
    return "usage";
  }
  const parsed = parseConfig(environ, readText);
  const mistakes = parsed.ok ? (options.check ? mistakesHere(parsed.value) : []) : parsed.error;
  const given = settings.map(({ name, standard, purpose, secret }) => {
    const value = environ[name]?.trim();
    const isSet = value !== undefined && value !== "";
    return { name, value: isSet ? (secret ? "(set)" : value) : standard, isSet, purpose };
  });
  if (options.json) {
    const values = given.map(({ name, value, isSet }) => ({ name, value: value ?? null, isSet }));
    output.json({ ok: mistakes.length === 0, mistakes, settings: options.check ? [] : values });
  } else {
    if (!options.check) for (const line of linesOf(given)) output.line(line);
    for (const mistake of mistakes) output.say(mistake);
    if (options.check && mistakes.length === 0) output.line("✓ These settings can be used.");
  }
  return mistakes.length === 0 ? "ok" : "usage";
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
  readonly isSet: boolean;
  readonly purpose: string;
}

/** NAME=value lines that a shell or --env-file can read; what is not set is a comment. */
const linesOf = (given: readonly Given[]): readonly string[] =>
  given.flatMap(({ name, value = "", isSet, purpose }) => [
    `# ${purpose}`,
    `${isSet ? "" : "# "}${name}=${/[\s#'"]/.test(value) ? JSON.stringify(value) : value}`,
  ]);
