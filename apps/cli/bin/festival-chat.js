#!/usr/bin/env node
// Plain JavaScript that old Node versions parse: the program itself is TypeScript and needs Node 24,
// which the repository pins as a dependency, so an older Node only hands over to it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const needed = 24;
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, "..", "src", "main.ts");

/** The pinned Node: in the nearest node_modules above this file, as npm's resolution goes. */
function findPinnedNode() {
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(
      folder,
      "node_modules",
      "node",
      "bin",
      process.platform === "win32" ? "node.exe" : "node",
    );
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

function handOver(node) {
  // The fourth channel carries nothing: its end tells the child that this process was killed.
  const child = spawn(node, [main, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // A terminal sends Ctrl+C to both: the child decides when to end, and this process follows.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`festival-chat: cannot run ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code === null ? 128 + (constants.signals[signal] || 0) : code;
  });
}

if (Number(process.versions.node.split(".")[0]) >= needed) {
  await import(pathToFileURL(main).href);
} else {
  const pinned = findPinnedNode();
  if (pinned === undefined) {
    process.stderr.write(
      `festival-chat needs Node ${needed} and found ${process.version}: run npm install, or install Node ${needed}\n`,
    );
    process.exitCode = 1;
  } else {
    handOver(pinned);
  }
}
