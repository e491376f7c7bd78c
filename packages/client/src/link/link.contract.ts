/** What every {@link Link} keeps, for any test runner. */
import { toHex } from "@festival-chat/protocol/wire";
import type { Link, LinkEvents } from "../ports.ts";

/** A link and the other end of it. */
export interface LinkUnderTest {
  /** Dials; called once for each case. */
  dial(events: LinkEvents): Link;
  readonly far: {
    readonly received: readonly Uint8Array[];
    send(frame: Uint8Array): void;
    close(code: number): void;
  };
  /** Lets things happen until `condition` holds; throws if it never does. */
  until(condition: () => boolean): Promise<void>;
  /** Lets everything happen that is under way. */
  settle(): Promise<void>;
  /** Bytes that fill the link above its high-water mark when sent at once. */
  readonly floodBytes: number;
  discard(): Promise<void>;
}

type Test = (name: string, run: () => Promise<void>) => unknown;

/** Events as lines of text, in order. */
interface Log extends LinkEvents {
  readonly lines: string[];
}

function createLog(also: Partial<LinkEvents> = {}): Log {
  const lines: string[] = [];
  return {
    lines,
    opened() {
      lines.push("opened");
      also.opened?.();
    },
    received(frame) {
      lines.push(`received ${toHex(frame)}`);
      also.received?.(frame);
    },
    writable() {
      lines.push("writable");
      also.writable?.();
    },
    closed(code) {
      lines.push(`closed ${code}`);
      also.closed?.(code);
    },
  };
}

function same(actual: readonly unknown[], expected: readonly unknown[]): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}

const frame = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

/** Registers the contract with `test`. */
export function linkContract(test: Test, makeLink: () => Promise<LinkUnderTest>): void {
  const scene = (name: string, run: (under: LinkUnderTest) => Promise<void>): unknown =>
    test(name, async () => {
      const under = await makeLink();
      try {
        await run(under);
      } finally {
        await under.discard();
      }
    });

  scene("frames pass whole and in order, both ways, after opened", async ({ dial, far, until }) => {
    const log = createLog();
    const link = dial(log);
    same(log.lines, []);
    await until(() => log.lines.length === 1);
    for (let i = 0; i < 5; i++) link.send(frame(i, i, i));
    await until(() => far.received.length === 5);
    same(far.received.map(toHex), ["000000", "010101", "020202", "030303", "040404"]);
    far.send(frame(9));
    far.send(new Uint8Array(0));
    far.send(frame(8, 7));
    await until(() => log.lines.length === 4);
    same(log.lines, ["opened", "received 09", "received ", "received 0807"]);
    link.close(1000);
  });

  scene("a view of a larger buffer is sent as the view", async ({ dial, far, until }) => {
    const log = createLog();
    const link = dial(log);
    await until(() => log.lines.length === 1);
    const page = frame(1, 2, 3, 4, 5);
    link.send(page.subarray(1, 3));
    await until(() => far.received.length === 1);
    same(far.received.map(toHex), ["0203"]);
    link.close(1000);
  });

  scene("hanging up is told once, with the code given, and not from inside", async (under) => {
    const log = createLog();
    const link = under.dial(log);
    await under.until(() => log.lines.length === 1);
    link.close(4006);
    link.close(1000);
    same(log.lines, ["opened"]);
    await under.until(() => log.lines.length === 2);
    under.far.send(frame(1));
    await under.settle();
    same(log.lines, ["opened", "closed 4006"]);
  });

  scene("nothing follows closed, not even a frame that was under way", async (under) => {
    const log = createLog({
      received: () => link.close(1000),
    });
    const link = under.dial(log);
    await under.until(() => log.lines.length === 1);
    for (let i = 0; i < 3; i++) under.far.send(frame(i));
    await under.until(() => log.lines.includes("closed 1000"));
    await under.settle();
    same(log.lines, ["opened", "received 00", "closed 1000"]);
  });

  scene("a link that is hung up while it dials never opens", async ({ dial, until, settle }) => {
    const log = createLog();
    const link = dial(log);
    same([link.send(frame(1))], [false]);
    link.close(1000);
    await until(() => log.lines.length === 1);
    await settle();
    same(log.lines, ["closed 1000"]);
  });

  scene("the code of a far end that hangs up arrives", async ({ dial, far, until }) => {
    const log = createLog();
    const link = dial(log);
    await until(() => log.lines.length === 1);
    far.close(4429);
    await until(() => log.lines.length === 2);
    same(log.lines, ["opened", "closed 4429"]);
    same([link.send(frame(1))], [false]);
    link.close(1000);
  });

  scene("a full link says so, takes what it was given and says when it drained", async (under) => {
    const log = createLog();
    const link = under.dial(log);
    await under.until(() => log.lines.length === 1);
    let sent = 0;
    const page = new Uint8Array(16 * 1024);
    let free = true;
    while (free && sent <= under.floodBytes) {
      free = link.send(page);
      sent += page.length;
    }
    same([free], [false]);
    await under.until(() => log.lines.includes("writable"));
    await under.until(() => under.far.received.length * page.length === sent);
    same(log.lines, ["opened", "writable"]);
    link.close(1000);
  });
}
