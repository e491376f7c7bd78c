/**
 * A TCP proxy that mistreats the links through it: cuts, half-open links, latency, one-byte slices.
 *
 * It stands between phones and the relay, on loopback only. Which fault a link gets is drawn from a
 * seeded generator, so a run can be repeated; when exactly bytes pass is up to the kernel.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** What a link has to suffer. */
export type Fault =
  | { readonly kind: "none" }
  /** Reset in both directions after so many bytes from the relay or the phone. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Everything is swallowed after so many bytes; nobody is told. */
  | { readonly kind: "half-open"; readonly afterBytes: number }
  /** Each chunk is held for so long. */
  | { readonly kind: "latency"; readonly millis: number }
  /** Chunks are written one byte at a time for the first so many bytes. */
  | { readonly kind: "slices"; readonly bytes: number }
  /** The connection is refused. */
  | { readonly kind: "refuse" };

export interface ChaosProxy {
  readonly port: number;
  /** Links so far by fault. */
  readonly counts: ReadonlyMap<Fault["kind"], number>;
  /** From here on every new link is healthy, and links that suffer are cut so that they come back. */
  heal(): void;
  close(): Promise<void>;
}

/** Draws faults: mostly trouble, sometimes none, so that work gets done. */
export function drawFault(random: () => number): Fault {
  const roll = random();
  const bytes = Math.floor(400 + random() * 6_000);
  if (roll < 0.25) return { kind: "none" };
  if (roll < 0.5) return { kind: "cut", afterBytes: bytes };
  if (roll < 0.65) return { kind: "half-open", afterBytes: bytes };
  if (roll < 0.8) return { kind: "latency", millis: Math.floor(20 + random() * 400) };
  if (roll < 0.95) return { kind: "slices", bytes: Math.min(bytes, 2_000) };
  return { kind: "refuse" };
}

/** One direction of a link. Applies latency and slices; asks `gate` for every chunk. */
function pump(from: Socket, to: Socket, fault: Fault, gate: (bytes: number) => boolean): void {
  let sliced = 0;
  let tail = Promise.resolve();
  const write = async (chunk: Buffer): Promise<void> => {
    if (fault.kind === "slices" && sliced < fault.bytes) {
      for (const byte of chunk) {
        if (to.destroyed) return;
        sliced++;
        to.write(Uint8Array.of(byte));
        // One turn per byte, so that the kernel has a chance to send it alone.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return;
    }
    if (fault.kind === "latency") {
      await new Promise((resolve) => setTimeout(resolve, fault.millis).unref());
    }
    if (!to.destroyed) to.write(chunk);
  };
  from.on("data", (chunk: Buffer) => {
    if (!gate(chunk.length)) return;
    tail = tail.then(() => write(chunk));
  });
  from.on("end", () => {
    tail = tail.then(() => {
      to.end();
    });
  });
  from.on("error", () => {
    to.destroy();
  });
  from.on("close", () => {
    to.destroy();
  });
}

/**
 * Starts a proxy on a free loopback port.
 * @param target port of the relay, asked anew for every link because a restarted relay may move
 */
export async function startChaosProxy(options: {
  readonly target: () => number;
  readonly random: () => number;
}): Promise<ChaosProxy> {
  const counts = new Map<Fault["kind"], number>();
  const links = new Set<{ readonly fault: Fault; readonly cut: () => void }>();
  let healed = false;

  const server: Server = createServer((phone) => {
    const fault: Fault = healed ? { kind: "none" } : drawFault(options.random);
    counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1);
    if (fault.kind === "refuse") {
      phone.resetAndDestroy();
      return;
    }
    const relay = connect({ host: "127.0.0.1", port: options.target() });
    phone.setNoDelay(true);
    relay.setNoDelay(true);
    let passed = 0;
    const cut = (): void => {
      phone.resetAndDestroy();
      relay.resetAndDestroy();
    };
    const gate = (bytes: number): boolean => {
      passed += bytes;
      if (fault.kind === "half-open") return passed < fault.afterBytes;
      if (fault.kind === "cut" && passed >= fault.afterBytes) {
        cut();
        return false;
      }
      return true;
    };
    const link = { fault, cut };
    links.add(link);
    phone.on("close", () => links.delete(link));
    pump(phone, relay, fault, gate);
    pump(relay, phone, fault, gate);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    counts,
    heal() {
      healed = true;
      for (const link of links) if (link.fault.kind !== "none") link.cut();
    },
    close() {
      for (const link of links) link.cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
