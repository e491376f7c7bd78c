/** Notices: what the person should know, each once, the oldest forgotten first. */
import type { Notice } from "./api.ts";

/** More than a person reads. */
const maxNotices = 50;

export interface Notices {
  readonly all: readonly Notice[];
  /** @returns false when it is known already */
  add(notice: Notice): boolean;
  /** Takes back notices of this kind. */
  withdraw(kind: Notice["kind"]): void;
}

export function createNotices(): Notices {
  let all: readonly Notice[] = [];
  return {
    get all() {
      return all;
    },
    add(notice) {
      const text = JSON.stringify(notice);
      if (all.some((known) => JSON.stringify(known) === text)) return false;
      all = [...all, notice].slice(-maxNotices);
      return true;
    },
    withdraw(kind) {
      all = all.filter((notice) => notice.kind !== kind);
    },
  };
}
