/** A member of a room without the app: publishes what no honest phone would. */
import { randomBytes } from "node:crypto";
import {
  type ControlAction,
  contentTypes,
  createControl,
  createIdentity,
  createSealing,
  createSoftwareSignatures,
  deriveRoomKeys,
  encodeControl,
  parseLink,
  plainContents,
} from "@festival-chat/protocol/e2e";
import {
  decodeFrame,
  encodeFrame,
  type Frame,
  type FrameOf,
  idFromBytes,
  joinTranscript,
  noExtensions,
} from "@festival-chat/protocol/wire";
import { WebSocket } from "ws";

const signatures = createSoftwareSignatures();
const fresh = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** Publishes each act as if the host had done it, signed with another key; settles with their acks. */
export async function forgeActs(link: string, acts: readonly ControlAction[]): Promise<void> {
  const parsed = parseLink(link);
  if (!parsed.ok) throw new Error("no link");
  const { origin } = new URL(link);
  const keys = await deriveRoomKeys(parsed.value.root, signatures);
  const me = await createIdentity(fresh(32), signatures);
  const notTheHost = fresh(32);
  const chain = idFromBytes("ChainId", fresh(8));

  async function envelope(action: ControlAction, ctr: number): Promise<Uint8Array> {
    const place = { room: keys.room, epoch: 0, author: me.author, chain, ctr };
    const event = await createControl(place, notTheHost, action, signatures);
    const bytes = encodeControl(event);
    const content = { kind: "unknown", type: contentTypes.control, bytes } as const;
    const hlc = { ms: Date.now(), count: ctr };
    const draft = { chain, ctr, prev: undefined, hlc, name: undefined, content };
    const sealed = await createSealing(plainContents).seal(
      keys,
      0,
      me,
      draft,
      fresh(24),
      signatures,
    );
    if (!sealed.ok) throw new Error(sealed.error.what);
    return sealed.value.bytes;
  }

  async function join(hello: FrameOf<"hello">): Promise<Frame> {
    const nonce = fresh(16);
    const transcript = joinTranscript({
      origin,
      room: keys.room,
      relayNonce: hello.nonce,
      clientNonce: nonce,
      deviceKey: me.publicKey,
      relayTime: hello.relayTime,
      certificateDigest: undefined,
    });
    return {
      kind: "join",
      ref: 1,
      room: keys.room,
      roomKey: keys.authKey,
      deviceKey: me.publicKey,
      nonce,
      roomSignature: await signatures.sign(keys.authSecret, transcript),
      deviceSignature: await signatures.sign(me.secret, transcript),
      cursor: undefined,
      recent: 0,
      certificate: undefined,
      extensions: noExtensions,
    };
  }

  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws`, { origin });
  const send = (frame: Frame): void => socket.send(encodeFrame(frame));
  let owed = acts.length;
  await new Promise<void>((resolve, reject) => {
    const heard = async (frame: Frame): Promise<void> => {
      if (frame.kind === "hello") return send(await join(frame));
      if (frame.kind === "refuse") return reject(new Error(`refused: ${frame.code}`));
      if (frame.kind === "joined") {
        for (const [i, action] of acts.entries()) {
          const { channel } = frame;
          const bytes = await envelope(action, i + 1);
          send({ kind: "publish", channel, ref: i + 2, envelope: bytes });
        }
      }
      if (frame.kind !== "ack") return;
      owed -= frame.acks.length;
      if (owed <= 0) resolve();
    };
    socket.on("error", reject);
    socket.on("message", (bytes: Buffer) => {
      const decoded = decodeFrame(new Uint8Array(bytes));
      if (decoded.ok && decoded.value.kind !== "unknown") heard(decoded.value).catch(reject);
    });
  });
  socket.close();
}
