/** Everything the doctor checks of one address, in the order in which one thing rests on another. */
import {
  type Check,
  type ClientSettings,
  clockFinding,
  configFinding,
  createRoomVisit,
  environmentFinding,
  failed,
  fieldsOf,
  type Finding,
  type Greeting,
  type HeaderFields,
  headersFinding,
  healthFinding,
  type Link,
  mayDial,
  parseConfig,
  passed,
  pushFinding,
  type WebAnswer,
} from "@festival-chat/client";
import { createNodeClient, createNodeDialer } from "@festival-chat/client/node";
import type { Environment } from "@festival-chat/protocol/wire";
import { pause } from "../deadline.ts";
import type { DoctorOptions } from "../invocation.ts";
import type { RelayAddress } from "../relay-address.ts";
import { assumedSettings, withAddress } from "../relay-settings.ts";
import { checkCertificate } from "./certificate-check.ts";
import type { CheckName } from "./check-names.ts";
import { checkIce } from "./ice-check.ts";
import { openTcp, resolveName, type Target } from "./network-checks.ts";
import { probeUpgrade } from "./upgrade-probe.ts";

/** What an examination found out, for comparing several. */
export interface Facts {
  readonly environment: Environment | undefined;
  readonly relayUrl: string;
  readonly eventTag: string;
  /** The relay that answered. */
  readonly relay: string | undefined;
  /** What it has in common with relays that it exchanges rooms with. */
  readonly peerGroup: string | undefined;
}

export interface Examination {
  readonly checks: readonly Check<CheckName>[];
  facts(): Facts;
  /** Forgets the throw-away devices. */
  end(): Promise<void>;
}

const late = "The network is very slow, or a firewall swallows the connection.";
const swallowed = failed(
  "no answer",
  "Is it an http or an https address? Try the other one.",
  "no-answer",
);

function targetOf(address: string): Target {
  const url = new URL(address);
  const standard = /^(?:https|wss):$/u.test(url.protocol) ? 443 : 80;
  return {
    host: url.hostname.replaceAll(/^\[|\]$/gu, ""),
    port: url.port === "" ? standard : Number(url.port),
  };
}

interface Answer extends WebAnswer {
  readonly headers: HeaderFields;
}

async function ask(url: string, millis: number): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(millis) });
    return {
      status: response.status,
      text: await response.text(),
      headers: new Map(response.headers),
    };
  } catch {
    return undefined;
  }
}

function peerGroupIn(text: string): string | undefined {
  const group = fieldsOf(text).get("peerGroup");
  return typeof group === "string" ? group : undefined;
}

/** Name, port and certificate at once, for a relay that is not where its page is. */
async function hostFinding(relayUrl: string): Promise<Finding> {
  const target = targetOf(relayUrl);
  const steps = [
    () => resolveName(target),
    () => openTcp(target, () => performance.now()),
    ...(relayUrl.startsWith("wss:") ? [() => checkCertificate(target, Date.now)] : []),
  ];
  for (const step of steps) {
    const finding = await step();
    if (!finding.ok) return finding;
  }
  return passed(`${target.host} has a name, a port and a certificate that serve`);
}

/** Devices whose link can be broken from outside. */
function openDevice(settings: ClientSettings) {
  const inner = createNodeDialer(settings.origin);
  let current: Link | undefined;
  const dialer: typeof inner = {
    dial(url, events) {
      current = inner.dial(url, events);
      return current;
    },
  };
  const created = createNodeClient({ ...settings, environment: undefined, dialer });
  if (!created.ok) throw new Error(created.error.what);
  return { client: created.value, cut: () => current?.close(1000) };
}

/** @param relay the address; @param options for all addresses */
export function createExamination(relay: RelayAddress, options: DoctorOptions): Examination {
  const { origin } = relay;
  const target = targetOf(origin);
  const isSecure = origin.startsWith("https:");
  const millis = options.timeoutMillis;
  let settings: ClientSettings = assumedSettings(relay);
  let config: Answer | undefined;
  let greeting: Greeting | undefined;
  const visit = createRoomVisit(
    async () => {
      const device = openDevice(settings);
      await device.client.open();
      return device;
    },
    () => performance.now(),
  );
  const check = (
    name: CheckName,
    needs: readonly CheckName[],
    run: () => Promise<Finding> | Finding,
    adviceWhenLate = late,
  ): Check<CheckName> => ({ name, needs, adviceWhenLate, run: async () => run() });
  const isElsewhere = (): boolean => {
    const there = targetOf(settings.relayUrl);
    return there.host !== target.host || there.port !== target.port;
  };
  const relayOrigin = (): string => new URL(settings.relayUrl.replace(/^ws/u, "http")).origin;

  /** Asked for once; what it says tells where the relay is. */
  async function readConfig(): Promise<void> {
    config ??= await ask(`${origin}/config.json`, millis * 0.6);
    const parsed = parseConfig(config?.text ?? "", origin);
    if (parsed.ok) settings = withAddress(parsed.value, relay);
  }

  async function headersOf(): Promise<Finding> {
    const page = await ask(`${origin}/`, millis);
    const policy = page?.headers.get("content-security-policy");
    const isPage = page?.status === 200;
    if (isPage && !mayDial(policy, settings.relayUrl, origin)) {
      return failed(
        `the page's content-security-policy does not let it dial ${settings.relayUrl}`,
        "Name the relay in connect-src: PUBLIC_URL or RELAY_URL of the relay, vercel.json of the page.",
        "set-up",
      );
    }
    const strict = settings.environment === "production";
    return headersFinding(config?.headers ?? new Map(), { secure: isSecure, strict });
  }

  function environmentOf(): Finding {
    if (greeting === undefined) return passed("not known");
    const expected = options.expect;
    if (expected !== undefined && greeting.hello.environment !== expected) {
      return failed(
        `the relay is of ${greeting.hello.environment}, not of ${expected}`,
        "This is another environment's address, or FESTIVAL_ENV of the relay is wrong.",
        "wrong-environment",
      );
    }
    return environmentFinding(greeting, settings.environment);
  }

  const atRelay = ["tcp", "tls", "relay"] as const;
  const checks = [
    check("name", [], () => resolveName(target)),
    check("tcp", ["name"], () => openTcp(target, () => performance.now())),
    check("tls", ["tcp"], () =>
      isSecure ? checkCertificate(target, Date.now) : passed("none: this address is plain http"),
    ),
    check("relay", ["tcp", "tls"], async () => {
      await readConfig();
      return isElsewhere()
        ? hostFinding(settings.relayUrl)
        : passed(`${settings.relayUrl}, where the page is`);
    }),
    check("health", atRelay, async () => {
      const answer = await ask(`${relayOrigin()}/health`, millis * 0.9);
      return answer === undefined ? swallowed : healthFinding(answer);
    }),
    check("config", ["tcp", "tls"], async () => {
      await readConfig();
      return config === undefined ? swallowed : configFinding(config, origin);
    }),
    check("headers", ["config"], headersOf),
    check("push", ["config"], () => pushFinding(config?.text ?? "", isSecure)),
    check("ice", ["config"], () => checkIce(config?.text ?? "", Date.now, millis * 0.6)),
    check("upgrade", atRelay, async () => {
      const probe = await probeUpgrade(settings.relayUrl, origin, millis * 0.6);
      greeting = probe.greeting;
      return probe.finding;
    }),
    check("environment", ["upgrade"], environmentOf),
    check("clock", ["upgrade"], () =>
      greeting === undefined ? passed("not known") : clockFinding(greeting),
    ),
    check(
      "join",
      ["upgrade", "environment"],
      () => visit.join(),
      "It lets nobody in: read its log.",
    ),
    check("roundTrip", ["join"], () => visit.roundTrip(), "It takes messages but stores none."),
    check("history", ["roundTrip"], () => visit.history(), "It stores but does not hand out."),
    check(
      "resume",
      ["history"],
      () => visit.resume(),
      "A phone that was cut off does not come back.",
    ),
    {
      ...check("idle", ["join"], () => visit.staysOpen(options.idleMillis, (wait) => pause(wait))),
      deadlineMillis: options.idleMillis + millis,
    },
  ];
  return {
    checks,
    facts: () => ({
      environment: greeting?.hello.environment ?? settings.environment,
      relayUrl: settings.relayUrl,
      eventTag: settings.eventTag,
      relay: greeting?.hello.relay,
      peerGroup: peerGroupIn(config?.text ?? ""),
    }),
    end: () => visit.end(),
  };
}
