/** Seen: a bounded memory of names; the oldest is forgotten first, which costs a second look, never more. */

export interface Seen<T> {
  has(name: T): boolean;
  /** @returns whether it is new */
  add(name: T): boolean;
  delete(name: T): void;
  readonly size: number;
}

export function createSeen<T>(most: number): Seen<T> {
  const names = new Set<T>();
  return {
    has: (name) => names.has(name),
    add(name) {
      if (names.has(name)) return false;
      names.add(name);
      if (names.size > most) {
        for (const oldest of names) {
          names.delete(oldest);
          break;
        }
      }
      return true;
    },
    delete: (name) => void names.delete(name),
    get size() {
      return names.size;
    },
  };
}
