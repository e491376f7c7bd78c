/**
 * The commands of the guides, run as they are written: every fenced block that begins with "sh run",
 * in a shell with RELAY and DATA_DIR set as the guides say. "stopped" is run while no relay does. All
 * other blocks need a machine of their own, a cloud or the whole build: there stand-ins for the
 * programs take down what they are asked, and it is judged.
 */
import { deepEqual, equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, test } from "node:test";
import { parseConfig, type RunningServer, settings, startServer } from "@festival-chat/relay";
import { parseArguments } from "../../apps/cli/src/arguments.ts";
import { parseDeployOptions } from "../../scripts/deploy/options.ts";
import { repositoryRoot, textOf } from "../repository.ts";

interface Block {
  readonly commands: string;
  readonly kind: string;
}

const guides = ["docs/operating.md", "docs/field-guide.md"];

const fence = /^ *```sh(?: (?<kind>[a-z ]+))?\n(?<commands>[^]*?)^ *```$/gmu;

const blocksOf = (path: string): readonly Block[] =>
  [...textOf(path).matchAll(fence)].map(({ groups }) => ({
    commands: groups?.["commands"] ?? "",
    kind: groups?.["kind"] ?? "",
  }));

const runs = ({ kind }: Block): boolean => kind.startsWith("run");

/** What a shell does with these words; it stops at the first command that fails. */
async function runShell(
  commands: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
) {
  const child = spawn("sh", ["-e", "-c", commands], {
    cwd,
    env: { ...process.env, ...environment },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code]: unknown[] = await once(child, "close");
  equal(code, 0, `${commands}\n${output}`);
}

/** A program that is found before the real one of its name. */
function placeProgram(bin: string, name: string, text: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(bin, name), 0o755);
}

const pathWith = (...folders: readonly string[]): string =>
  [...folders, join(repositoryRoot, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);

async function startHere(folder: string, port = 0): Promise<RunningServer> {
  const config = parseConfig({
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: join(folder, "data"),
  });
  ok(config.ok);
  return startServer(config.value);
}

describe("the commands of", { concurrency: true }, () => {
  for (const path of guides) {
    test(`${path} do what is written`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "festival-guide-"));
      let server = await startHere(folder);
      const { port } = server;
      const bin = join(folder, "bin");
      let PATH = pathWith();
      const blocks = blocksOf(path).filter(runs);
      ok(blocks.length >= 2);
      try {
        for (const { commands, kind } of blocks) {
          const isStopped = kind === "run stopped";
          if (isStopped) await server.close();
          const RELAY = `http://127.0.0.1:${port}`;
          await runShell(commands, repositoryRoot, { PATH, RELAY, DATA_DIR: join(folder, "data") });
          if (isStopped) server = await startHere(folder, port);
          // npx was asked once: what it does for a program of this repository is this.
          placeProgram(bin, "npx", 'exec "$@"');
          PATH = pathWith(bin);
        }
      } finally {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

/** A program as it was asked. */
interface Asked {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const scripts: Readonly<Record<string, string>> = JSON.parse(textOf("package.json")).scripts;

/** What is wrong with a command of the command line; "" when nothing is. */
const faultOf = (args: readonly string[]): string => {
  const parsed = parseArguments(args);
  return parsed.ok ? "" : parsed.error.why;
};

/** Why this would not do what the guide says; "" when it would. */
function judge({ words }: Asked): string {
  const [program, ...args] = words;
  switch (program) {
    case "npx":
      return args[0] === "festival-chat" ? faultOf(args.slice(1)) : "no program of ours";
    case "npm": {
      const [verb, name = "", dashes, ...rest] = args;
      if (verb !== "run") return ["install", "start", "test"].includes(verb ?? "") ? "" : "no verb";
      if (scripts[name] === undefined) return "no such script";
      const isDeploy = name === "deploy" || name === "rollback";
      const asks = dashes === "--" ? parseDeployOptions(rest).kind : "";
      return isDeploy && asks !== "run" ? "no order" : "";
    }
    case "docker": {
      const [compose, file, path = "", verb, ...rest] = args;
      if (compose !== "compose" || file !== "-f") return "no compose";
      if (!existsSync(join(repositoryRoot, path))) return `no ${path}`;
      const isOurs = rest[0] === "relay" && rest[1] === "festival-chat";
      return verb === "up" ? "" : isOurs ? faultOf(rest.slice(2)) : "no command of ours";
    }
    default:
      return program === "git" ? "" : "no program that is known";
  }
}

for (const path of [...guides, "README.md"]) {
  test(`what ${path} asks of other machines is understood there`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "festival-guide-"));
    const note = join(folder, "asked");
    const bin = join(folder, "bin");
    const asks = `{ printf '%s\\0' "\${0##*/}" "$@"; printf '\\036'; env -0; printf '\\035'; } >> "$ASKED"`;
    for (const name of ["npx", "npm", "docker", "git"]) placeProgram(bin, name, asks);
    placeProgram(bin, "git", `${asks}\nmkdir -p festival-chat/deploy`);
    // Where a guide goes on, it stands in what was cloned.
    mkdirSync(join(folder, "deploy"));
    const others = blocksOf(path).filter((block) => !runs(block));
    try {
      for (const { commands, kind } of others) {
        // Settings stand alone: the check of them is what follows.
        const more = kind === "settings" ? "\nnpx festival-chat config --check" : "";
        const environment = { PATH: pathWith(bin), ASKED: note };
        await runShell(`set -a\n${commands}${more}`, folder, environment);
      }
      const asked = readFileSync(note, "utf8").split("\u001D").slice(0, -1).map(readAsked);
      ok(asked.length >= 3);
      deepEqual(
        asked.flatMap((one) =>
          judge(one) === "" ? [] : [`${one.words.join(" ")}: ${judge(one)}`],
        ),
        [],
      );
      // Placeholders of the README are no settings.
      for (const { environment, words } of path === "README.md" ? [] : asked) {
        const given = parseConfig(environment, () => "ab".repeat(32));
        deepEqual(given.ok ? [] : given.error, [], words.join(" "));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function readAsked(text: string): Asked {
  const [words = "", environment = ""] = text.split("\u001E");
  const isSetting = (name: string): boolean => settings.some((one) => one.name === name);
  return {
    words: words.split("\0").slice(0, -1),
    environment: Object.fromEntries(
      environment
        .split("\0")
        .map(
          (line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const,
        )
        .filter(([name]) => isSetting(name)),
    ),
  };
}

test("the command that the console's first screen names makes a token", () => {
  const words = textOf("apps/web/src/strings/console/en.ts");
  const told = /command: "npx festival-chat (organiser add [^"]+)"/u.exec(words)?.[1] ?? "";
  const parsed = parseArguments(told.split(" "));
  equal(parsed.ok && parsed.value.kind === "organiser" && parsed.value.act, "add");
});
