/** Whether this phone can find out its own address, which two phones need to meet in different networks. */
import { failed, type Finding, passed } from "../doctor/check.ts";
import { credentialFault, readIceServers } from "../doctor/config-fields.ts";
import type { PageDoctorHost } from "./page-doctor.ts";

/** What is used of a peer connection (WebRTC, section 4). */
export interface MeetingPeer {
  addEventListener(
    type: "icecandidate",
    listener: (event: { readonly candidate: { readonly type: string | null } | null }) => void,
  ): void;
  createDataChannel(label: string): unknown;
  createOffer(): Promise<RTCSessionDescriptionInit>;
  setLocalDescription(offer: RTCSessionDescriptionInit): Promise<void>;
  close(): void;
}

/** Gathering that took so long leads nowhere. */
const gatherMillis = 8_000;

/** @param config text of /config.json */
export async function meetingFinding(config: string, host: PageDoctorHost): Promise<Finding> {
  const read = readIceServers(config);
  if ("why" in read) return failed(read.why, "Mend iceServers in the relay's settings.", "set-up");
  const { servers } = read;
  const ended = servers
    .map((server) => credentialFault(server, host.now()))
    .find((fault) => fault !== undefined);
  if (ended !== undefined) {
    return failed(ended, "Give the relay fresh credentials of the TURN server.", "set-up");
  }
  if (servers.length === 0) return passed("none named: phones meet in the same network only");
  const Peer = host.RTCPeerConnection;
  if (Peer === undefined) return passed("this browser does not let phones meet directly");
  const peer = new Peer({
    iceServers: servers.map(({ urls, username, credential }) => ({
      urls: [...urls],
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  });
  try {
    const kind = await new Promise<string | undefined>((resolve) => {
      host.schedule(() => resolve(undefined), gatherMillis);
      peer.addEventListener("icecandidate", ({ candidate }) => {
        if (candidate === null) resolve(undefined);
        else if (candidate.type === "srflx" || candidate.type === "relay") resolve(candidate.type);
      });
      peer.createDataChannel("check");
      void peer
        .createOffer()
        .then((offer) => peer.setLocalDescription(offer))
        .catch(() => resolve(undefined));
    });
    return kind === undefined
      ? failed(
          `no answer from ${servers.flatMap(({ urls }) => urls).join(", ")}`,
          "Is the server running, and does this network let UDP through?",
          "no-answer",
        )
      : passed(kind === "relay" ? "a TURN server carries for this phone" : "its address is known");
  } finally {
    peer.close();
  }
}
