/** Phones whose links stay on this machine: whatever networks it has, they find each other on 127.0.0.1. */
import type { Page } from "playwright-core";

/** For the browser: addresses as they are, not hidden behind names that only a network with mDNS knows. */
export const plainAddresses = "--disable-features=WebRtcHideLocalIpsWithMdns";

/** Runs before the app: whoever is told of is told of on loopback, where the sockets listen too. */
export const onLoopback = `
  const takeRemote = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    const sdp = description.sdp.replace(/^(a=candidate:\\S+ 1 udp \\d+) \\S+ /gm, "$1 127.0.0.1 ");
    return takeRemote.call(this, { type: description.type, sdp });
  };
`;

/** Runs before the app: somebody turned Nearby on here. */
export const turnedOn = `localStorage.setItem("nearby", "on");`;

/** A camera that sees whatever picture is held before it. */
export const heldUpCamera = `
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext("2d");
  let seen;
  let dark = [];
  addEventListener("code-held-up", ({ detail }) => (dark = detail));
  addEventListener("picture-held-up", async ({ detail }) => {
    seen = await createImageBitmap(new Blob([Uint8Array.from(detail)], { type: "image/png" }));
  });
  setInterval(() => {
    context.fillStyle = "#8a8f86";
    context.fillRect(0, 0, 640, 480);
    const unit = Math.floor(440 / (dark.length + 8));
    if (dark.length > 0) {
      context.fillStyle = "#fff";
      context.fillRect(100, 20, unit * (dark.length + 8), unit * (dark.length + 8));
      context.fillStyle = "#000";
    }
    dark.forEach((row, y) => row.forEach((on, x) => {
      if (on) context.fillRect(100 + unit * (x + 4), 20 + unit * (y + 4), unit, unit);
    }));
    if (seen === undefined) return;
    const side = 400 / Math.max(seen.width, seen.height);
    context.drawImage(seen, 120, 40, seen.width * side, seen.height * side);
  }, 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
`;

/** Settles when the whole app is on the phone: from then on no screen needs the relay. */
export const isKept = (page: Page): Promise<void> =>
  page.evaluate(async () => void (await navigator.serviceWorker.ready));

/** Holds a picture before the camera of {@link heldUpCamera}. */
export const holdUp = (page: Page, png: Buffer): Promise<void> =>
  page.evaluate(
    (detail) => void window.dispatchEvent(new CustomEvent("picture-held-up", { detail })),
    [...png],
  );

/** Runs before the app: somebody turns a bit in every signal that leaves, and counts. */
export const meddling = `
  window.meddled = 0;
  const sendBytes = WebSocket.prototype.send;
  WebSocket.prototype.send = function (bytes) {
    if (bytes[0] !== 17) return sendBytes.call(this, bytes);
    const turned = Uint8Array.from(bytes);
    turned[turned.length - 40] ^= 1;
    window.meddled += 1;
    return sendBytes.call(this, turned);
  };
`;

/** Runs before the app: browsers in which nothing of WebRTC works, each in its own way. */
export const brokenWebRtc = {
  missing: `delete window.RTCPeerConnection;`,
  throwing: `window.RTCPeerConnection = class { constructor() { throw new Error("forbidden"); } };`,
  silent: `for (const name of ["createOffer", "setLocalDescription", "getStats"]) {
    RTCPeerConnection.prototype[name] = () => new Promise(() => undefined);
  }`,
} as const;

/** Runs before the app: no signal leaves this phone, and it does not notice. */
export const signalsLost = `
  window.signalsLost = 0;
  const sendWord = WebSocket.prototype.send;
  WebSocket.prototype.send = function (bytes) {
    if (bytes[0] !== 17) return sendWord.call(this, bytes);
    window.signalsLost += 1;
  };
`;

/** Runs before the app: every link breaks a moment after it is there, and counts. */
export const linksDie = `
  window.linksDied = 0;
  const Connection = RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState !== "connected") return;
        setTimeout(() => {
          window.linksDied += 1;
          this.close();
        }, 200);
      });
    }
  };
`;

/** Runs before the app: {@link cutLinks} can end whatever links there are. */
export const linksAtHand = `
  window.channels = [];
  const createChannel = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (...settings) {
    const channel = createChannel.apply(this, settings);
    window.channels.push(channel);
    return channel;
  };
`;

/** Ends the links of a page, as when its phone leaves the network. */
export const cutLinks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const channels: unknown = Reflect.get(window, "channels");
    for (const channel of Array.isArray(channels) ? channels : []) {
      if (channel instanceof RTCDataChannel && channel.readyState === "open") channel.close();
    }
  });
