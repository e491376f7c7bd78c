/**
 * WebRTC in Node, by another hand than any browser's: our links are not only ever tested against
 * themselves. On loopback, whatever networks there are.
 */
import { RTCPeerConnection as WeriftConnection, type RTCDataChannel } from "werift";
import type { ChannelEvent, DataChannelLike, PeerConnectionLike } from "./rtc.ts";

/** As browsers give it: array buffers, and listeners by name. */
function adaptChannel(channel: RTCDataChannel): DataChannelLike {
  const listeners = new Map<string, ((event: ChannelEvent) => void)[]>();
  const tell = (type: string, event: ChannelEvent = {}): void => {
    for (const listener of listeners.get(type) ?? []) listener(event);
  };
  channel.stateChanged.subscribe((state) => {
    if (state === "open") tell("open");
    if (state === "closed") tell("close");
  });
  channel.onMessage.subscribe((data) =>
    tell("message", { data: typeof data === "string" ? data : Uint8Array.from(data).buffer }),
  );
  channel.bufferedAmountLow.subscribe(() => tell("bufferedamountlow"));
  return {
    binaryType: "arraybuffer",
    get bufferedAmountLowThreshold() {
      return channel.bufferedAmountLowThreshold;
    },
    set bufferedAmountLowThreshold(bytes) {
      channel.bufferedAmountLowThreshold = bytes;
    },
    get bufferedAmount() {
      return channel.bufferedAmount;
    },
    addEventListener(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
    send(given: string | Uint8Array<ArrayBuffer>) {
      // RFC 8831 section 6.6: an empty message is one zero byte of a kind of its own.
      if (given.length === 0) void channel.sctp.sctp.send(channel.id, 57, Buffer.of(0));
      else channel.send(typeof given === "string" ? given : Buffer.from(given));
    },
    close: () => channel.close(),
  };
}

/** A connection that is found on 127.0.0.1 only. */
export function createWeriftConnection(): PeerConnectionLike {
  const connection = new WeriftConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: "127.0.0.1" },
    iceAdditionalHostAddresses: ["127.0.0.1"],
  });
  return {
    get localDescription() {
      const { localDescription } = connection;
      return localDescription === null ? null : { sdp: onLoopback(localDescription.sdp) };
    },
    get iceGatheringState() {
      return connection.iceGatheringState;
    },
    get connectionState() {
      return connection.connectionState;
    },
    createDataChannel: (label, options) =>
      adaptChannel(connection.createDataChannel(label, { protocol: "", ...options })),
    createOffer: () => connection.createOffer(),
    async setLocalDescription(description) {
      await connection.setLocalDescription(description);
    },
    setRemoteDescription: (description) => connection.setRemoteDescription(description),
    async addIceCandidate(candidate) {
      await connection.addIceCandidate(candidate);
    },
    async getStats() {
      const stats = await connection.getStats();
      return { forEach: (each) => stats.forEach((one) => each(one)) };
    },
    addEventListener(type, listener) {
      if (type === "connectionstatechange") connection.connectionStateChange.subscribe(listener);
      else connection.iceGatheringStateChange.subscribe(listener);
    },
    close: () => void connection.close(),
  };
}

const onLoopback = (sdp: string): string =>
  sdp
    .split("\r\n")
    .filter((line) => !line.startsWith("a=candidate:") || line.includes(" 127.0.0.1 "))
    .join("\r\n");
