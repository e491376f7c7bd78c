/** What a browser must grant: storage that keeps, and the app itself without signal. Judges, asks nothing. */
import { failed, type Finding, passed } from "./check.ts";

/** Less free space than this, and the next photo of somebody's camera fills the phone. */
const leastFreeBytes = 20_000_000;

export interface StorageAnswer {
  /** Whether something was written and read back. */
  readonly keeps: boolean;
  /** Bytes; undefined where the browser does not tell. */
  readonly usage: number | undefined;
  readonly quota: number | undefined;
  /** Whether the browser promised not to throw it away; undefined where it does not tell. */
  readonly persisted: boolean | undefined;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

export function storageFinding({ keeps, usage, quota, persisted }: StorageAnswer): Finding {
  const room =
    usage === undefined || quota === undefined
      ? "space not told"
      : `${megabytes(usage)} used of ${megabytes(quota)}`;
  const promise =
    persisted === undefined ? "" : persisted ? ", kept" : ", kept while there is space";
  if (quota !== undefined && usage !== undefined && quota - usage < leastFreeBytes) {
    return failed(room, "Delete something on this device.", "storage-full");
  }
  return keeps
    ? passed(`${room}${promise}`)
    : failed(
        "this browser keeps nothing",
        "Leave private browsing, or allow this page to store data.",
        "storage-denied",
      );
}

export interface WorkerAnswer {
  /** Undefined where the browser has no service workers: on plain http, or in a private window. */
  readonly state: "active" | "installing" | "none" | undefined;
}

export function workerFinding({ state }: WorkerAnswer): Finding {
  switch (state) {
    case "active":
      return passed("the app is on this device");
    case "installing":
      return passed("the app is being put on this device");
    case "none":
      return failed(
        "the app is not on this device yet",
        "Stay a moment with signal, then reload.",
        "no-worker",
      );
    case undefined:
      return failed(
        "this browser keeps no app here",
        "Open the https address, outside a private window.",
        "no-worker",
      );
  }
}
