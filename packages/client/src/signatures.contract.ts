/** What every {@link Signatures} keeps: the bytes and the verdicts of the software one. */
import { createSoftwareSignatures, type Signatures } from "@festival-chat/protocol/e2e";
import { fromHex, toHex } from "@festival-chat/protocol/wire";

type Test = (name: string, run: () => Promise<void>) => unknown;

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const numbers = (length: number, start: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (start + i) & 0xff);

/** The group order, little-endian. */
const order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

/** Encodings of small order, of y not below the field's prime, and of no point at all. */
const oddPoints = [
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  `ec${"ff".repeat(30)}7f`,
  `ec${"ff".repeat(31)}`,
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(30)}7f`,
  `ef${"ff".repeat(31)}`,
  `${"ff".repeat(32)}`,
  `02${"00".repeat(31)}`,
].map(bytes);

function plus(a: Uint8Array, b: Uint8Array): Uint8Array {
  let carry = 0;
  return a.map((byte, i) => {
    const sum = byte + (b[i] ?? 0) + carry;
    carry = sum >> 8;
    return sum & 0xff;
  });
}

/** Registers the contract with `test`. */
export function signaturesContract(test: Test, make: () => Promise<Signatures>): void {
  const software = createSoftwareSignatures();
  const secret = numbers(32, 1);
  const message = numbers(100, 7);

  test("keys and signatures are the bytes of RFC 8032", async () => {
    const signatures = await make();
    const seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    if (toHex(await signatures.publicKey(seed)) !== key) throw new Error("public key");
    const signature = await signatures.sign(seed, bytes("72"));
    const expected = await software.sign(seed, bytes("72"));
    if (toHex(signature) !== toHex(expected)) throw new Error("signature");
    if (!(await signatures.verify(bytes(key), bytes("72"), signature))) throw new Error("verify");
  });

  test("honest signatures hold, and a flipped bit anywhere breaks them", async () => {
    const signatures = await make();
    const key = await signatures.publicKey(secret);
    const signature = await signatures.sign(secret, message);
    for (let bit = 0; bit < 512; bit += 7) {
      const broken = signature.slice();
      broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (await signatures.verify(key, message, broken)) throw new Error(`bit ${bit}`);
    }
    if (!(await signatures.verify(key, message, signature))) throw new Error("honest");
    // Views into a larger buffer, as frames hand them out.
    const frame = new Uint8Array([...key, ...message, ...signature]);
    const [k, m, s] = [frame.subarray(0, 32), frame.subarray(32, 132), frame.subarray(132)];
    if (!(await signatures.verify(k, m, s))) throw new Error("views");
  });

  test("the verdict on crafted keys and signatures is that of the software", async () => {
    const signatures = await make();
    const key = await software.publicKey(secret);
    const honest = await software.sign(secret, message);
    const zero = new Uint8Array(32);
    const cases: [Uint8Array, Uint8Array][] = [
      [key, honest.subarray(1)],
      [key.subarray(1), honest],
      [key, new Uint8Array([...honest.subarray(0, 32), ...plus(honest.subarray(32), order)])],
      [
        bytes("6a84d583f06569edb3f5ed77df65544b27d6948b4f0b2cb76f33dd8413b20719"),
        bytes(
          "6b12d4d055bd943206034b402ebe601bf715a3bbe772cdac6ab65b94d9a07bf6e06a0320a0929db640f5a2569cd519028cd8ee5ad4719f941dd6d26ddd948609",
        ),
      ],
    ];
    for (const point of oddPoints) {
      cases.push([point, honest]);
      cases.push([key, new Uint8Array([...point, ...honest.subarray(32)])]);
      for (const other of oddPoints) cases.push([point, new Uint8Array([...other, ...zero])]);
    }
    for (const [publicKey, signature] of cases) {
      for (const text of [message, bytes("636f666163746f72")]) {
        const expected = await software.verify(publicKey, text, signature);
        if ((await signatures.verify(publicKey, text, signature)) === expected) continue;
        throw new Error(`${toHex(publicKey)} ${toHex(signature)} should be ${String(expected)}`);
      }
    }
  });
}
