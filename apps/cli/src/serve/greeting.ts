/** What somebody who started Festival Chat needs to know, and nothing else. */
import { drawQr } from "./terminal-qr.ts";

/** What is running, and where. */
export interface Running {
  readonly scheme: "http" | "https";
  readonly port: number;
  /** The address people open, when a proxy stands in front. */
  readonly publicUrl: string | undefined;
  readonly lanAddress: string | undefined;
  /** False when the relay listens on this machine only. */
  readonly reachable: boolean;
  readonly dataDir: string;
  readonly environment: string;
}

const forPhones = (running: Running, colour: boolean): readonly string[] => {
  if (running.publicUrl !== undefined) {
    return [`For everyone:      ${running.publicUrl}`, "", drawQr(running.publicUrl, colour), ""];
  }
  if (!running.reachable) {
    return ["For phones:        not reachable, because HOST limits it to this machine"];
  }
  if (running.lanAddress === undefined) {
    return ["For phones:        this machine is on no private network; join one and start again"];
  }
  const address = `${running.scheme}://${running.lanAddress}:${running.port}/`;
  return [`For phones:        ${address}  (on the same network)`, "", drawQr(address, colour), ""];
};

/** The lines to print once the relay listens. */
export const greet = (running: Running, colour: boolean): string =>
  [
    "",
    "Festival Chat is running.",
    "",
    `On this machine:   ${running.scheme}://localhost:${running.port}/`,
    ...forPhones(running, colour),
    `Messages lie in:   ${running.dataDir}  (sealed: the relay cannot read them)`,
    `Environment:       ${running.environment}`,
    "Stop it with:      Ctrl+C",
    "",
  ].join("\n");
