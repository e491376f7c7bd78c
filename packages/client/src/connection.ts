/** How the app stands with its relay, in the words of the API; and between tabs as text. */
import { wireErrors, type WireErrorName } from "@festival-chat/protocol/wire";
import type { Connection } from "./api.ts";
import type { LinkMachine } from "./core/link.ts";
import type { Sync } from "./core/sync.ts";

export function connectionOf(link: LinkMachine, syncs: readonly Sync[]): Connection {
  const { state } = link;
  switch (state.kind) {
    case "closed":
    case "dialing":
    case "greeting":
      return { kind: "connecting" };
    case "down":
      return state.refused === undefined
        ? { kind: "waiting", retryAt: state.retryAt }
        : { kind: "refused", error: state.refused };
    case "ready": {
      let missing = 0;
      let settled = false;
      let joining = false;
      for (const sync of syncs) {
        if (sync.state.kind === "behind") missing += sync.missing;
        const refused =
          sync.membership.kind === "no-such-room" || sync.membership.kind === "refused";
        if (sync.state.kind === "joining" && !refused) joining = true;
        else settled = true;
      }
      if (missing > 0) return { kind: "catching-up", missing };
      return joining && !settled ? { kind: "connecting" } : { kind: "online", slow: link.slow };
    }
  }
}

export const formatConnection = (connection: Connection): string => JSON.stringify(connection);

const isErrorName = (name: unknown): name is WireErrorName =>
  typeof name === "string" && Object.hasOwn(wireErrors, name);

/** What another tab wrote; undefined for anything else. */
export function parseConnection(text: string): Connection | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  switch (value.kind) {
    case "connecting":
      return { kind: "connecting" };
    case "online":
      return { kind: "online", slow: "slow" in value && value.slow === true };
    case "catching-up":
      return "missing" in value && typeof value.missing === "number"
        ? { kind: "catching-up", missing: value.missing }
        : undefined;
    case "waiting":
      return "retryAt" in value && typeof value.retryAt === "number"
        ? { kind: "waiting", retryAt: value.retryAt }
        : undefined;
    case "refused":
      return "error" in value && isErrorName(value.error)
        ? { kind: "refused", error: value.error }
        : undefined;
    default:
      return undefined;
  }
}
