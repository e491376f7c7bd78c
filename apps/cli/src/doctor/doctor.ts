/** doctor: step by step, whether a relay can be used from here, and what to do when not. */
import {
  type Check,
  clockFinding,
  type ClientSettings,
  configFinding,
  createRoomVisit,
  failed,
  type Finding,
  greet,
  type Greeting,
  healthFinding,
  type Outcome,
  parseConfig,
  passed,
  type RoomVisit,
  runChecks,
  upgradeFinding,
  type WebAnswer,
} from "@festival-chat/client";
import { createNodeClient, createNodeDialer } from "@festival-chat/client/node";
import type { CommandContext } from "../command-context.ts";
import type { ExitName } from "../exit-codes.ts";
import type { DoctorOptions } from "../invocation.ts";
import { assumedSettings, withAddress } from "../relay-settings.ts";
import { plainLine } from "../terminal-text.ts";
import { checkTls, openTcp, resolveName, type Target } from "./network-checks.ts";

const exitByCheck = {
  name: "doctorName",
  tcp: "doctorTcp",
  tls: "doctorTls",
  health: "doctorHealth",
  config: "doctorConfig",
  upgrade: "doctorUpgrade",
  clock: "doctorClock",
  join: "doctorJoin",
  roundTrip: "doctorRoundTrip",
  history: "doctorHistory",
} as const satisfies Record<string, ExitName>;

type CheckName = keyof typeof exitByCheck;

const titles: Readonly<Record<CheckName, string>> = {
  name: "Name",
  tcp: "Connection",
  tls: "Certificate",
  health: "Health",
  config: "Config",
  upgrade: "WebSocket",
  clock: "Clock",
  join: "Join",
  roundTrip: "Round trip",
  history: "History",
};

function targetOf(origin: string): Target {
  const url = new URL(origin);
  const standard = url.protocol === "https:" ? 443 : 80;
  return {
    host: url.hostname.replaceAll(/^\[|\]$/gu, ""),
    port: url.port === "" ? standard : Number(url.port),
  };
}

async function answerOf(url: string, millis: number): Promise<WebAnswer> {
  const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(millis) });
  return { status: response.status, text: await response.text() };
}

/** A web answer as a finding; that nothing came is a finding too. */
async function webFinding(
  url: string,
  millis: number,
  judge: (answer: WebAnswer) => Finding,
): Promise<Finding> {
  try {
    return judge(await answerOf(url, millis));
  } catch {
    return failed(
      `${url} does not answer`,
      "Is it an http or an https address? Try the other one.",
    );
  }
}

const late = "The network is very slow, or a firewall swallows the connection.";

function checksOf(
  options: DoctorOptions,
  visit: RoomVisit,
  settings: { current: ClientSettings },
): readonly Check<CheckName>[] {
  const { origin } = options.relay;
  const target = targetOf(origin);
  const now = () => performance.now();
  const millis = options.timeoutMillis;
  let greeting: Greeting | undefined;
  const check = (
    name: CheckName,
    needs: readonly CheckName[],
    run: () => Promise<Finding>,
    adviceWhenLate = late,
  ): Check<CheckName> => ({ name, needs, adviceWhenLate, run });

  const tls = check("tls", ["tcp"], () => checkTls(target, Date.now));
  return [
    check("name", [], () => resolveName(target)),
    check("tcp", ["name"], () => openTcp(target, now)),
    ...(origin.startsWith("https:") ? [tls] : []),
    check("health", ["tcp", "tls"], () => webFinding(`${origin}/health`, millis, healthFinding)),
    check("config", ["tcp", "tls"], () =>
      webFinding(`${origin}/config.json`, millis, (answer) => {
        const config = parseConfig(answer.text, origin);
        if (config.ok) settings.current = withAddress(config.value, options.relay);
        return configFinding(answer, origin);
      }),
    ),
    check("upgrade", ["tcp", "tls"], async () => {
      const url = settings.current.relayUrl;
      const result = await greet(createNodeDialer(origin), url, Date.now);
      if ("hello" in result) greeting = result;
      return upgradeFinding(result, url);
    }),
    check("clock", ["upgrade"], () =>
      Promise.resolve(greeting === undefined ? passed("not known") : clockFinding(greeting)),
    ),
    check(
      "join",
      ["upgrade"],
      () => visit.join(),
      "The relay answers but lets nobody in: read its log.",
    ),
    check(
      "roundTrip",
      ["join"],
      () => visit.roundTrip(),
      "The relay takes messages but stores none.",
    ),
    check(
      "history",
      ["roundTrip"],
      () => visit.history(),
      "The relay stores but does not hand out.",
    ),
  ];
}

/** One line for people. */
export function outcomeLine(outcome: Outcome<CheckName>): string {
  const title = titles[outcome.name].padEnd(12);
  switch (outcome.kind) {
    case "passed":
      return `✓ ${title} ${plainLine(outcome.found)}`;
    case "failed":
      return `✗ ${title} ${plainLine(outcome.found)}. ${plainLine(outcome.advice)}`;
    case "skipped":
      return `- ${title} not checked, because of: ${titles[outcome.because]}`;
  }
}

export async function doctor(
  options: DoctorOptions,
  { output }: CommandContext,
): Promise<ExitName> {
  const { relay } = options;
  const settings = { current: assumedSettings(relay) };
  const openDevice = async () => {
    const created = createNodeClient({ ...settings.current, environment: undefined });
    if (!created.ok) throw new Error(created.error.what);
    await created.value.open();
    return created.value;
  };
  const visit = createRoomVisit(openDevice, () => performance.now());
  const checks = checksOf(options, visit, settings);
  try {
    const outcomes = await runChecks(checks, {
      deadlineMillis: options.timeoutMillis,
      schedule: (run, afterMillis) => {
        const timer = setTimeout(run, afterMillis);
        return () => clearTimeout(timer);
      },
      onOutcome: (outcome) => {
        if (options.json) output.json(jsonOf(outcome));
        else output.line(outcomeLine(outcome));
      },
    });
    const failure = outcomes.find(({ kind }) => kind === "failed");
    return failure === undefined ? "ok" : exitByCheck[failure.name];
  } finally {
    await visit.end();
  }
}

const jsonOf = (outcome: Outcome<CheckName>) => ({
  check: outcome.name,
  result: outcome.kind,
  found: outcome.kind === "skipped" ? null : outcome.found,
  advice: outcome.kind === "failed" ? outcome.advice : null,
  because: outcome.kind === "skipped" ? outcome.because : null,
});
