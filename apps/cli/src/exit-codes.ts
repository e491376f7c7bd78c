/**
 * How a command ended, as the shell sees it. Scripts depend on these numbers: they are documented
 * in README.md and never change their meaning.
 */
export const exitCodes = {
  ok: { code: 0, meaning: "done" },
  failed: { code: 1, meaning: "failed for a reason that has no number of its own" },
  usage: { code: 2, meaning: "the command line, link or words are not right" },
  noSuchRoom: { code: 3, meaning: "nobody created this room at this relay" },
  unreachable: { code: 4, meaning: "the relay cannot be reached" },
  timeout: { code: 5, meaning: "the relay was reached but did not finish in time" },
  refused: { code: 6, meaning: "the relay refused: a newer version or another relay is needed" },
  unsent: { code: 7, meaning: "messages are saved on this device but not acknowledged" },
  storage: { code: 8, meaning: "the data directory cannot be used or is in use" },
  loss: { code: 9, meaning: "load: messages were lost or came twice" },
  tampered: { code: 10, meaning: "audit: the log was changed after it was written" },
  doctorName: { code: 20, meaning: "doctor: the name does not resolve" },
  doctorTcp: { code: 21, meaning: "doctor: nothing accepts the connection" },
  doctorTls: { code: 22, meaning: "doctor: no valid certificate" },
  doctorHealth: { code: 23, meaning: "doctor: /health does not answer as it should" },
  doctorConfig: { code: 24, meaning: "doctor: /config.json does not answer as it should" },
  doctorUpgrade: { code: 25, meaning: "doctor: no WebSocket, or no relay behind it" },
  doctorJoin: { code: 26, meaning: "doctor: a throw-away room cannot be created" },
  doctorRoundTrip: { code: 27, meaning: "doctor: a message is not acknowledged" },
  doctorHistory: { code: 28, meaning: "doctor: a second device does not get the message back" },
  doctorClock: { code: 29, meaning: "doctor: this device's clock is too far off" },
  doctorRelay: { code: 30, meaning: "doctor: the relay's own host cannot be reached" },
  doctorHeaders: { code: 31, meaning: "doctor: security headers are missing or wrong" },
  doctorPush: { code: 32, meaning: "doctor: no valid push key where there should be one" },
  doctorIce: { code: 33, meaning: "doctor: an ICE server is silent, or its credentials ended" },
  doctorEnvironment: { code: 34, meaning: "doctor: another environment than expected" },
  doctorResume: { code: 35, meaning: "doctor: a phone that was cut off does not catch up" },
  doctorIdle: { code: 36, meaning: "doctor: a quiet link is cut" },
  doctorAgreement: { code: 37, meaning: "doctor: the addresses do not belong together" },
} as const;

export type ExitName = keyof typeof exitCodes;
