/** Whether the servers that help phones meet are named rightly, answer, and let phones in. */
import { randomBytes } from "node:crypto";
import {
  credentialFault,
  failed,
  type Finding,
  parseIceUrl,
  passed,
  readIceServers,
} from "@festival-chat/client";
import { askStun } from "./stun.ts";

/** More than a browser uses. */
const mostServers = 16;

/**
 * @param config text of /config.json
 * @param now milliseconds since 1970
 * @param millis how long one server may take
 */
export async function checkIce(
  config: string,
  now: () => number,
  millis: number,
): Promise<Finding> {
  const read = readIceServers(config);
  if ("why" in read) return failed(read.why, "Mend iceServers in the relay's settings.", "set-up");
  const ended = read.servers
    .map((server) => credentialFault(server, now()))
    .find((fault) => fault !== undefined);
  if (ended !== undefined) {
    return failed(ended, "Give the relay fresh credentials of the TURN server.", "set-up");
  }
  const urls = [...new Set(read.servers.flatMap((server) => server.urls))].slice(0, mostServers);
  if (urls.length === 0) return passed("none named: phones meet in the same network only");
  const answers = await Promise.all(
    urls.map(async (url) => {
      const address = parseIceUrl(url);
      const seen =
        address === undefined ? undefined : await askStun(address, randomBytes(12), millis);
      return { url, seen };
    }),
  );
  const silent = answers.filter(({ seen }) => seen === undefined).map(({ url }) => url);
  return silent.length === 0
    ? passed(answers.map(({ url, seen }) => `${url} sees ${seen}`).join(", "))
    : failed(
        `no answer from ${silent.join(", ")}`,
        "Is the server running, and does the firewall let UDP to its port through?",
        "no-answer",
      );
}
