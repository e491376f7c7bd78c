/** The program: reads the command line, runs the command, ends with its exit code. */
import { exitCodes } from "./exit-codes.ts";
import { processOutput } from "./output.ts";
import { runCommandLine } from "./run-command-line.ts";

/** Cleaning up that takes longer hangs: a relay's drain is the longest, see its limits. */
const endMillis = 15_000;

/** A terminal's Ctrl+C reaches this process, and npm passes it on once more: both are one wish. */
const oneWishMillis = 500;

function listenForTheEnd(): AbortSignal {
  const ending = new AbortController();
  let since: number | undefined;
  const end = (): void => {
    if (since !== undefined) {
      // Whoever asks twice does not want to wait; what was accepted is on disk.
      if (performance.now() - since > oneWishMillis) process.exit(130);
      return;
    }
    since = performance.now();
    ending.abort();
    setTimeout(() => process.exit(130), endMillis).unref();
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.on("SIGHUP", end);
  // Whoever read along is gone: nobody is left to tell anything.
  process.stdout.on("error", () => process.exit(exitCodes.failed.code));
  // Started through bin/: that process's sudden end is ours, so nothing runs on unseen.
  process.on("disconnect", () => process.exit(130));
  if (process.connected === false) process.exit(130);
  process.channel?.unref();
  return ending.signal;
}

/** Settles when everything written so far was handed to the system. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write("", () => resolve()));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  output: processOutput,
  get input() {
    return process.stdin;
  },
  signal: listenForTheEnd(),
});
// What was printed is on its way; a dial or request that was given up keeps nobody waiting.
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit();
