/** The part of IndexedDB that pages reach by a global name, for stores over a factory of a test. */
import { IDBKeyRange } from "fake-indexeddb";

Object.assign(globalThis, { IDBKeyRange });
