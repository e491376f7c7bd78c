/** A console over a relay in virtual time: real HTTP on a free port, a clock that tests move. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoomId } from "@festival-chat/protocol/wire";
import {
  parseSessionState,
  type Role,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";
import type { DatabaseSync } from "node:sqlite";
import { parseConfig } from "../config.ts";
import { createMetrics } from "../metrics.ts";
import type { Doorbell } from "../push/doorbell.ts";
import type { RelayOptions } from "../relay.ts";
import { virtualRelay, type VirtualRelay } from "../virtual-relay.fixture.ts";
import { createOrganisers } from "./organisers.ts";
import { openOrganiserDatabase, organiserFile } from "./organiser-database.ts";
import { readFigures } from "./read-figures.ts";
import { type OrganiserOffice, startOrganiser } from "./start-organiser.ts";

export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The JSON of the answer. */
  readonly value: unknown;
}

export interface Asking {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Behind the path, with "?". */
  readonly query?: string;
}

export interface ConsoleScene {
  readonly relay: VirtualRelay;
  readonly office: OrganiserOffice;
  readonly dataDir: string;
  readonly origin: string;
  /** The file that the console works on, opened once more. */
  readonly db: DatabaseSync;
  /** Asks as our own page does. */
  ask(route: Route, asking?: Asking): Promise<ConsoleAnswer>;
  /**
   * A new organiser who has just signed in, and proved it again unless told not to.
   * @returns the cookie, and the token
   */
  signIn(
    role: Role,
    proves?: "twice" | "once",
  ): Promise<{ readonly cookie: string; readonly token: string }>;
  tag(room: RoomId): Promise<string>;
  close(): Promise<void>;
}

/** Parses the value of an answer that must be right. */
export function expected<T>(parse: (value: unknown) => T | undefined, answer: ConsoleAnswer): T {
  const value = parse(answer.value);
  if (answer.status !== 200 || value === undefined) {
    throw new Error(`${answer.status} ${answer.text}`);
  }
  return value;
}

export const stateOf = (answer: ConsoleAnswer) => expected(parseSessionState, answer);

export interface SceneOptions {
  readonly environ?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly backend?: VirtualRelay["backend"];
  readonly doorbell?: Doorbell;
  readonly relay?: Omit<Partial<RelayOptions>, "backend">;
}

export async function consoleScene(options: SceneOptions = {}): Promise<ConsoleScene> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "console-"));
  const parsed = parseConfig({ DATA_DIR: dataDir, ...options.environ });
  if (!parsed.ok) throw new Error(parsed.error.join());
  const metrics = createMetrics();
  const clock = { now: () => Date.UTC(2026, 5, 1) };
  const office = startOrganiser(parsed.value, () => clock.now());
  if (office === undefined) throw new Error("the console is off");
  const relay = virtualRelay({
    ...options.relay,
    ...(options.backend === undefined ? {} : { backend: options.backend }),
    warden: office.warden,
    metrics,
  });
  clock.now = relay.now;
  const door = office.open({
    metrics,
    log: relay.backend.log,
    government: relay.relay.government,
    doorbell: options.doorbell,
    version: "9.9.9",
    read: () => readFigures(relay.relay, relay.backend.log, { memoryShare: 0.1, loopDelayP99: 1 }),
  });
  const server = createServer((request, response) => void door.answer(request, response, {}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  const origin = `http://127.0.0.1:${port}`;
  const db = openOrganiserDatabase(join(dataDir, organiserFile));
  const organisers = createOrganisers(db);

  const ask = (route: Route, asking: Asking = {}) =>
    new Promise<ConsoleAnswer>((resolve, reject) => {
      const { body = {}, cookie, headers = {}, query = "" } = asking;
      const isAct = route.method === "POST";
      const sent = requestHttp(
        {
          host: "127.0.0.1",
          port,
          path: route.path + query,
          method: route.method,
          agent: false,
          headers: {
            ...(isAct ? { Origin: origin, "Content-Type": "application/json" } : {}),
            "Sec-Fetch-Site": "same-origin",
            ...(cookie === undefined ? {} : { Cookie: cookie }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            const isJson = String(response.headers["content-type"]).startsWith("application/json");
            const value: unknown = isJson ? JSON.parse(text) : undefined;
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              value,
            });
          });
        },
      );
      sent.on("error", reject);
      sent.end(isAct ? (typeof body === "string" ? body : JSON.stringify(body)) : undefined);
    });

  return {
    relay,
    office,
    dataDir,
    origin,
    db,
    ask,
    async signIn(role, proves = "twice") {
      const name = `Organiser ${organisers.all().length} ${role}`;
      const token = organisers.add(name, role, relay.now()) ?? "";
      const answer = await ask(routes.signIn, { body: { token } });
      const [set = ""] = answer.headers["set-cookie"] ?? [];
      const cookie = set.split(";", 1)[0] ?? "";
      if (proves === "twice") await ask(routes.stepUp, { cookie, body: { token } });
      return { cookie, token };
    },
    async tag(room) {
      const { loadRoomTags } = await import("./room-tags.ts");
      return loadRoomTags(dataDir).room(room);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      db.close();
      office.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
