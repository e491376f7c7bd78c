/**
 * Finds a Chromium for the browser tests, or installs one. Run by itself it prints the path, so that
 * an installation happens once, before tests that run side by side ask for it.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { root } from "./root.ts";

const run = promisify(execFile);

/** A browser that cannot tell its version in this time does not start here. */
const versionMillis = 20_000;
/** 180 MB on a slow line; beyond this the network is the problem and should be named. */
const installMillis = 5 * 60_000;

/** A Chromium that draws no window nobody sees: a third less work, but it knows no notifications. */
const shell = "chromium-headless-shell";
const wholeBrowsers = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

const onPath = (names: readonly string[]): string[] =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)));

/** Where browsers usually are on this system, the most wanted first. */
const usualPaths = (names: readonly string[]): string[] => {
  switch (process.platform) {
    case "darwin": {
      const apps = ["Chromium.app/Contents/MacOS/Chromium"];
      apps.push("Google Chrome.app/Contents/MacOS/Google Chrome");
      const folders = ["/Applications", join(homedir(), "Applications")];
      return [
        ...folders.flatMap((folder) => apps.map((app) => join(folder, app))),
        ...onPath(names),
      ];
    }
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        .map((name) => process.env[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          join(folder, "Chromium", "Application", "chrome.exe"),
        ]);
    default:
      return [
        ...onPath(names),
        ...["/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin"].flatMap((folder) =>
          names.map((name) => join(folder, name)),
        ),
      ];
  }
};

/** Whether the browser there starts. On Linux a file may be a stub or lack libraries, so it is asked. */
const starts = async (path: string): Promise<boolean> => {
  if (!existsSync(path)) return false;
  if (process.platform !== "linux") return true;
  try {
    await run(path, ["--version"], { timeout: versionMillis });
    return true;
  } catch {
    return false;
  }
};

/** What went wrong with a way of installing, in one line; undefined when it worked. */
const attempt = async (file: string, args: readonly string[]): Promise<string | undefined> => {
  try {
    await run(file, [...args], {
      timeout: installMillis,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return why.split("\n").slice(0, 3).join(" ").slice(0, 300);
  }
};

const firstThatStarts = async (paths: readonly string[]): Promise<string | undefined> => {
  for (const path of new Set(paths)) if (await starts(path)) return path;
  return undefined;
};

const installWithPlaywright = (): Promise<string | undefined> =>
  attempt(process.execPath, [
    join(root, "node_modules", "playwright-core", "cli.js"),
    "install",
    "chromium",
  ]);

const installWithApt = async (): Promise<string | undefined> => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "apt-get needs root";
  // A stale index is no reason to stop: the package may still be where it says.
  await attempt("apt-get", ["update"]);
  const install = (...packages: readonly string[]): Promise<string | undefined> =>
    attempt("apt-get", ["install", "-y", "--no-install-recommends", ...packages]);
  // Older systems have no package of the shell.
  return (await install("chromium", shell)) && install("chromium");
};

/**
 * The path of a Chromium or Chrome that starts: `CHROMIUM_PATH`, then the usual places, then
 * Playwright's own, then one installed by Playwright, then one installed by apt as root.
 *
 * @param wanted "light" where the shell will do, when it is installed; "whole" where notifications are
 * @throws Error with the sentence that says what to install, when nothing worked
 */
export const findChromium = async (wanted: "light" | "whole" = "light"): Promise<string> => {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (await starts(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but no browser starts there.`);
  }
  const names = wanted === "light" ? [shell, ...wholeBrowsers] : wholeBrowsers;
  const places = (): string[] => [...usualPaths(names), chromium.executablePath()];
  const found = await firstThatStarts(places());
  if (found !== undefined) return found;
  const failures: string[] = [];
  for (const install of [installWithPlaywright, installWithApt]) {
    const failure = await install();
    const installed = await firstThatStarts(places());
    if (installed !== undefined) return installed;
    failures.push(failure ?? "it was installed, but does not start");
  }
  throw new Error(
    `The browser tests need Chromium or Chrome, and none could be installed (${failures.join("; ")}). ` +
      "Install Chromium or Google Chrome with your system's package manager, or set CHROMIUM_PATH " +
      "to one, and run npm test again.",
  );
};

if (import.meta.main) {
  try {
    process.stdout.write(`${await findChromium("whole")}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
