/**
 * What is used of WebRTC, small enough to be played: by a page's own, by another implementation, or by
 * one that lacks things, throws and never answers.
 */

export interface ChannelEvent {
  readonly data?: unknown;
}

/** RTCDataChannel. */
export interface DataChannelLike {
  binaryType: string;
  bufferedAmountLowThreshold: number;
  readonly bufferedAmount: number;
  addEventListener(
    type: "open" | "message" | "close" | "error" | "bufferedamountlow",
    listener: (event: ChannelEvent) => void,
  ): void;
  send(words: string): void;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface DescriptionLike {
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

/** One line of the statistics; its other fields are read with care. */
export interface StatsLike {
  readonly id: string;
  readonly type: string;
}

/** RTCPeerConnection. */
export interface PeerConnectionLike {
  readonly localDescription: { readonly sdp: string } | null;
  readonly iceGatheringState: string;
  readonly connectionState: string;
  createDataChannel(
    label: string,
    options: {
      readonly negotiated: true;
      readonly id: number;
      readonly ordered: boolean;
      readonly maxRetransmits?: number;
    },
  ): DataChannelLike;
  createOffer(): Promise<{ readonly sdp?: string | undefined }>;
  setLocalDescription(description: DescriptionLike): Promise<void>;
  setRemoteDescription(description: DescriptionLike): Promise<void>;
  addIceCandidate(candidate: {
    readonly candidate: string;
    readonly sdpMid: string;
  }): Promise<void>;
  getStats(): Promise<{ forEach(each: (stats: StatsLike) => void): void }>;
  addEventListener(
    type: "icegatheringstatechange" | "connectionstatechange",
    listener: () => void,
  ): void;
  close(): void;
}

/** Servers that help phones to find a way, as `/config.json` names them. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** Makes a connection; throws where WebRTC is missing or forbidden. */
export type CreateConnection = (iceServers: readonly IceServer[]) => PeerConnectionLike;
