const isOwn = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer;

/** Bytes that browser APIs take: a copy if they are a view of memory that threads share. */
export const ownMemory = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  isOwn(bytes) ? bytes : new Uint8Array(bytes);
