/** STUN: asks a server for the address it sees (RFC 8489). Phones that meet directly need one. */
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { IceAddress } from "@festival-chat/client";

const magic = 0x2112_a442;
const headerBytes = 20;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const xorMappedAddress = 0x0020;
/** Datagrams get lost: the request is sent again after this long (RFC 8489 section 6.2.1). */
const againMillis = 500;

/** A binding request. @param id twelve random bytes */
export function bindingRequestOf(id: Uint8Array): Buffer {
  const request = Buffer.alloc(headerBytes);
  request.writeUInt16BE(bindingRequest, 0);
  request.writeUInt32BE(magic, 4);
  request.set(id.subarray(0, 12), 8);
  return request;
}

/**
 * Reads an answer. Total.
 * @returns address and port of this device as the server sees them, "seen" when it tells none that
 *   we read, undefined when these bytes are no answer to that request
 */
export function seenAddress(answer: Buffer, id: Uint8Array): string | undefined {
  if (answer.length < headerBytes || answer.readUInt16BE(0) !== bindingSuccess) return undefined;
  if (answer.readUInt32BE(4) !== magic) return undefined;
  if (!answer.subarray(8, headerBytes).equals(id.subarray(0, 12))) return undefined;
  let at = headerBytes;
  while (at + 4 <= answer.length) {
    const kind = answer.readUInt16BE(at);
    const length = answer.readUInt16BE(at + 2);
    const value = answer.subarray(at + 4, at + 4 + length);
    if (kind === xorMappedAddress && value.length >= 8 && value[1] === 1) {
      const port = value.readUInt16BE(2) ^ (magic >>> 16);
      const address = (value.readUInt32BE(4) ^ magic) >>> 0;
      const parts = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
      return `${parts.join(".")}:${port}`;
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return "seen";
}

/** Settles with what the server sees, or undefined when nothing came within `millis`. */
export function askStun(
  { host, port, transport }: IceAddress,
  id: Uint8Array,
  millis: number,
): Promise<string | undefined> {
  return transport === "udp"
    ? askByDatagram(host, port, id, millis)
    : openStream(host, port, millis);
}

function askByDatagram(
  host: string,
  port: number,
  id: Uint8Array,
  millis: number,
): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  let isOver = false;
  const end = (seen: string | undefined): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(again);
    clearTimeout(deadline);
    socket.close();
    resolve(seen);
  };
  // What the network refuses at once is tried again like what it loses.
  const ask = (): void => void (isOver || socket.send(bindingRequestOf(id), port, host, () => {}));
  const again = setInterval(ask, againMillis);
  const deadline = setTimeout(() => end(undefined), millis);
  socket.on("error", () => end(undefined));
  socket.on("message", (answer) => {
    const seen = seenAddress(answer, id);
    if (seen !== undefined) end(seen);
  });
  ask();
  return promise;
}

/** A server for streams: whether it accepts is all that is asked. */
function openStream(host: string, port: number, millis: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({ host, port });
  const end = (seen: string | undefined): void => {
    socket.destroy();
    resolve(seen);
  };
  socket.setTimeout(millis, () => end(undefined));
  socket.once("connect", () => end("accepts"));
  socket.once("error", () => end(undefined));
  return promise;
}
