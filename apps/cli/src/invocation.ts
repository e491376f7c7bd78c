/** What a command line asks for, after parsing. */
import type { Role } from "@festival-chat/protocol/organiser";
import type { Environment } from "@festival-chat/protocol/wire";
import type { CommandName } from "./command-table.ts";
import type { RelayAddress } from "./relay-address.ts";

/** A link, or six words as they were typed; the engine reads either. */
export interface InviteArgument {
  readonly text: string;
  readonly kind: "link" | "words";
  /** Where the relay is: the link's origin unless --relay says otherwise. */
  readonly relay: RelayAddress;
}

export interface CreateOptions {
  readonly relay: RelayAddress;
  readonly name: string;
  readonly as: string | undefined;
  readonly data: string | undefined;
  readonly timeoutMillis: number;
  readonly json: boolean;
}

export interface JoinOptions {
  readonly invite: InviteArgument;
  readonly as: string | undefined;
  readonly data: string | undefined;
  readonly waitMillis: number;
  readonly stay: boolean;
  readonly json: boolean;
}

export interface SendOptions {
  readonly invite: InviteArgument;
  readonly text: string;
  readonly as: string | undefined;
  readonly data: string | undefined;
  readonly timeoutMillis: number;
  readonly json: boolean;
}

export interface HistoryOptions {
  readonly invite: InviteArgument;
  readonly data: string | undefined;
  readonly timeoutMillis: number;
  readonly json: boolean;
}

export interface DoctorOptions {
  /** One or more; pages and relays alike. */
  readonly relays: readonly RelayAddress[];
  /** The environment that the relays must be of. */
  readonly expect: Environment | undefined;
  /** How long a quiet link is watched. */
  readonly idleMillis: number;
  readonly timeoutMillis: number;
  readonly json: boolean;
}

export interface BackupOptions {
  /** Where the copy lies, or will. */
  readonly folder: string;
  /** The relay's data directory; undefined takes DATA_DIR. */
  readonly data: string | undefined;
  readonly json: boolean;
}

export interface OrganiserOptions {
  readonly act: "add" | "list" | "remove";
  /** Empty for list. */
  readonly name: string;
  readonly role: Role;
  /** The relay's data directory; undefined takes DATA_DIR. */
  readonly data: string | undefined;
  readonly json: boolean;
}

export interface AuditOptions {
  readonly data: string | undefined;
  readonly json: boolean;
}

export interface ConfigOptions {
  /** Only whether they can be used, on this machine. */
  readonly check: boolean;
  /** NAME=value lines instead of the environment. */
  readonly envFile: string | undefined;
  readonly json: boolean;
}

/** What a load run plays. */
export const scenarios = ["steady", "rush", "reconnect", "slow", "announcement"] as const;
export type Scenario = (typeof scenarios)[number];

export interface LoadOptions {
  readonly scenario: Scenario;
  /** Adds people until the promise breaks. */
  readonly capacity: boolean;
  /** File with the token of an organiser who announces; for that scenario. */
  readonly tokenFile: string | undefined;
  /** File for a picture of the run, ending in .svg or .html. */
  readonly picture: string | undefined;
  readonly relay: RelayAddress;
  readonly clients: number;
  readonly rooms: number;
  /** Messages per second of all clients together. */
  readonly rate: number;
  readonly seconds: number;
  readonly mode: "engine" | "raw";
  /** Share of clients that are cut off once, 0 to 1. */
  readonly drop: number;
  readonly json: boolean;
}

export type Invocation =
  | { readonly kind: "help"; readonly command: CommandName | undefined }
  | { readonly kind: "version" }
  /** `peers`: instead of those of the environment. */
  | { readonly kind: "serve"; readonly peers: string | undefined }
  | ({ readonly kind: "create" } & CreateOptions)
  | ({ readonly kind: "join" } & JoinOptions)
  | ({ readonly kind: "send" } & SendOptions)
  | ({ readonly kind: "history" } & HistoryOptions)
  | ({ readonly kind: "doctor" } & DoctorOptions)
  | ({ readonly kind: "backup" | "restore" } & BackupOptions)
  | ({ readonly kind: "organiser" } & OrganiserOptions)
  | ({ readonly kind: "audit" } & AuditOptions)
  | ({ readonly kind: "config" } & ConfigOptions)
  | ({ readonly kind: "load" } & LoadOptions);

/** Why a command line was not understood. */
export interface UsageError {
  readonly command: CommandName | undefined;
  readonly why: string;
}
