/** The doctor's checks by name: their title, and what the exit code says when one fails. */
import type { ExitName } from "../exit-codes.ts";

export const exitByCheck = {
  name: "doctorName",
  tcp: "doctorTcp",
  tls: "doctorTls",
  relay: "doctorRelay",
  health: "doctorHealth",
  config: "doctorConfig",
  headers: "doctorHeaders",
  push: "doctorPush",
  ice: "doctorIce",
  upgrade: "doctorUpgrade",
  environment: "doctorEnvironment",
  clock: "doctorClock",
  join: "doctorJoin",
  roundTrip: "doctorRoundTrip",
  history: "doctorHistory",
  resume: "doctorResume",
  idle: "doctorIdle",
} as const satisfies Record<string, ExitName>;

export type CheckName = keyof typeof exitByCheck;

export const titles: Readonly<Record<CheckName, string>> = {
  name: "Name",
  tcp: "Connection",
  tls: "Certificate",
  relay: "Relay",
  health: "Health",
  config: "Config",
  headers: "Headers",
  push: "Pushes",
  ice: "ICE servers",
  upgrade: "WebSocket",
  environment: "Environment",
  clock: "Clock",
  join: "Join",
  roundTrip: "Round trip",
  history: "History",
  resume: "Resume",
  idle: "Quiet link",
};
