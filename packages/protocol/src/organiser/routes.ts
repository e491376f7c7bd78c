/**
 * Every request of the organiser's console: one table that the relay answers by, the console asks
 * by, and the authorisation tests walk.
 *
 * All are of the page's own origin, with the session's cookie. Requests and answers are JSON (the
 * CSV export is text). A POST carries its origin and `Content-Type: application/json`, at most
 * {@link bodyBytes}. Who does not get what was asked for gets an {@link ApiFault}.
 */
import { oneOf, shape, whole } from "./json.ts";

/** viewer sees figures; operator acts; owner changes keys, retention and who may sign in. */
export const roles = ["viewer", "operator", "owner"] as const;
export type Role = (typeof roles)[number];

/** always: the token or passkey again within {@link stepUpMinutes}. emergency: for that level only. */
export type StepUp = "never" | "emergency" | "always";

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Least role; anybody: also without a session. */
  readonly role: Role | "anybody";
  readonly stepUp: StepUp;
}

const base = "/organiser/api";
const get = (path: string, role: Route["role"]): Route => ({
  method: "GET",
  path: `${base}/${path}`,
  role,
  stepUp: "never",
});
const post = (path: string, role: Route["role"], stepUp: StepUp = "never"): Route => ({
  method: "POST",
  path: `${base}/${path}`,
  role,
  stepUp,
});

export const routes = {
  /** -> SessionState */
  state: get("state", "anybody"),
  /** TokenRequest -> SessionState */
  signIn: post("sign-in", "anybody"),
  /** {} -> SessionState */
  signOut: post("sign-out", "viewer"),
  /** TokenRequest -> SessionState */
  stepUp: post("step-up", "viewer"),
  /** ChallengeRequest -> Challenge; "register" and "step-up" need a session */
  passkeyChallenge: post("passkey/challenge", "anybody"),
  /** AssertionRequest -> SessionState */
  passkeySignIn: post("passkey/sign-in", "anybody"),
  /** AssertionRequest -> SessionState */
  passkeyStepUp: post("passkey/step-up", "viewer"),
  /** RegistrationRequest -> SessionState */
  passkeyRegister: post("passkey/register", "viewer", "always"),
  /** PasskeyRequest -> SessionState */
  passkeyRemove: post("passkey/remove", "viewer", "always"),

  /** ?after=MILLIS -> Figures: the samples after that time */
  figures: get("figures", "viewer"),
  /** ?after=N -> Activity: the items after that number */
  activity: get("activity", "viewer"),
  /** -> RoomList: the liveliest first */
  rooms: get("rooms", "viewer"),
  /** ?room=TAG -> RoomDetail */
  room: get("room", "viewer"),
  /** ?before=N -> AuditPage: newest first */
  audit: get("audit", "viewer"),
  /** -> text/csv of the samples */
  exportCsv: get("export.csv", "viewer"),
  /** -> Figures */
  exportJson: get("export.json", "viewer"),
  /** -> AnnouncementList */
  announcements: get("announcements", "viewer"),
  /** -> OpenRoomList */
  openRooms: get("open-rooms", "viewer"),
  /** -> BanList */
  bans: get("bans", "viewer"),
  /** -> OrganiserSettings */
  settings: get("settings", "viewer"),
  /** -> OrganiserList */
  organisers: get("organisers", "owner"),

  /** AnnounceRequest -> AnnouncementList */
  announce: post("announcements", "operator", "emergency"),
  /** WithdrawRequest -> AnnouncementList */
  withdraw: post("announcements/withdraw", "operator"),
  /** OpenRoomsRequest -> OpenRoomList: the whole list in its order */
  setOpenRooms: post("open-rooms", "operator"),
  /** SlowRequest -> RoomDetail */
  slowRoom: post("room/slow", "operator"),
  /** RoomRequest -> RoomDetail: nobody publishes any more */
  closeRoom: post("room/close", "operator", "always"),
  /** RoomRequest -> RoomDetail */
  reopenRoom: post("room/reopen", "operator"),
  /** RoomRequest -> RoomDetail: its history is gone, and nobody joins it again */
  deleteRoom: post("room/delete", "operator", "always"),
  /** DeviceRequest -> BanList */
  banDevice: post("device/ban", "operator", "always"),
  /** DeviceRequest -> BanList */
  unbanDevice: post("device/unban", "operator"),
  /** NewRoomsRequest -> OrganiserSettings: the emergency stop of new rooms */
  setNewRooms: post("new-rooms", "operator", "always"),
  /** RetentionRequest -> OrganiserSettings */
  setRetention: post("retention", "owner", "always"),
  /** {} -> OrganiserSettings: a new organiser key, signed by the one before */
  changeKey: post("key", "owner", "always"),
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;

/** Largest body of a request: an announcement in 16 languages takes a third of it. */
export const bodyBytes = 64 * 1024;
/** How long a session lasts without a request, and at all; how long a second proof counts. */
export const idleMinutes = 15;
export const sessionHours = 8;
export const stepUpMinutes = 5;

export const apiErrors = [
  /** 401: no session, or one that has ended: sign in. */
  "signed-out",
  /** 401: the token or passkey is not right. */
  "wrong-proof",
  /** 429: too many tries; `retryAfterSeconds` says how long to wait. */
  "slow-down",
  /** 403: the role does not allow it. */
  "role",
  /** 403: prove again who you are, then repeat the request. */
  "step-up",
  /** 403: not asked by this origin's own page. */
  "origin",
  /** 400 */
  "malformed",
  /** 413 */
  "too-large",
  /** 404: no such room, announcement, device or route. */
  "not-found",
  /** 405 */
  "method",
  /** 409: what it builds on has changed; load it again. */
  "conflict",
  /** 503: the disk does not take it. */
  "storage",
] as const;
export type ApiError = (typeof apiErrors)[number];

/** Body of every answer that is not 200. */
export interface ApiFault {
  readonly error: ApiError;
  readonly retryAfterSeconds: number;
}
export const parseApiFault = shape<ApiFault>({
  error: oneOf(...apiErrors),
  retryAfterSeconds: whole(),
});
