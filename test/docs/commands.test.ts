/**
 * The commands of the guides, run as they are written: every fenced block that begins with "sh run",
 * in a shell with RELAY and DATA_DIR set as the guides say. "stopped" is run while no relay does.
 */
import { equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, test } from "node:test";
import { parseConfig, type RunningServer, startServer } from "@festival-chat/relay";
import { repositoryRoot, textOf } from "../repository.ts";

interface Block {
  readonly commands: string;
  readonly isStopped: boolean;
}

const fence = /^ *```sh run(?<stopped> stopped)?\n(?<commands>[^]*?)^ *```$/gmu;

const blocksOf = (path: string): readonly Block[] =>
  [...textOf(path).matchAll(fence)].map(({ groups }) => ({
    commands: groups?.["commands"] ?? "",
    isStopped: groups?.["stopped"] !== undefined,
  }));

/** Runs a block as somebody in the repository's folder does, and stops at the first command that fails. */
async function runBlock(commands: string, folder: string, relay: string) {
  const child = spawn("sh", ["-e", "-c", commands], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      PATH: [join(repositoryRoot, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
      RELAY: relay,
      DATA_DIR: join(folder, "data"),
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code]: unknown[] = await once(child, "close");
  return { code, output };
}

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
  for (const path of ["docs/operating.md", "docs/field-guide.md"]) {
    test(`${path} do what is written`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "festival-guide-"));
      let server = await startHere(folder);
      const { port } = server;
      const blocks = blocksOf(path);
      ok(blocks.length >= 2);
      try {
        for (const { commands, isStopped } of blocks) {
          if (isStopped) await server.close();
          const { code, output } = await runBlock(commands, folder, `http://127.0.0.1:${port}`);
          equal(code, 0, `${commands}\n${output}`);
          if (isStopped) server = await startHere(folder, port);
        }
      } finally {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
