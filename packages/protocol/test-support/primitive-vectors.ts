/** Known answers of the RFCs, word for word: an implementation checks its primitives with them first. */
const sequence = (first: number, length: number): string =>
  Array.from({ length }, (_, i) => (first + i).toString(16).padStart(2, "0")).join("");

export const primitiveVectors = {
  about: "known answers of FIPS 180-4, RFC 5869, RFC 7914, RFC 8032 and draft-irtf-cfrg-xchacha-03",
  sha256: [
    {
      source: 'FIPS 180-4, ""',
      message: "",
      digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
    {
      source: 'FIPS 180-4, "abc"',
      message: "616263",
      digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    },
  ],
  hkdfSha256: [
    {
      source: "RFC 5869 A.1",
      ikm: "0b".repeat(22),
      salt: sequence(0x00, 13),
      info: sequence(0xf0, 10),
      length: 42,
      prk: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
      okm: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    },
    {
      source: "RFC 5869 A.3",
      ikm: "0b".repeat(22),
      salt: "",
      info: "",
      length: 42,
      prk: "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
      okm: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    },
  ],
  scrypt: [
    {
      source: "RFC 7914 section 12",
      password: "",
      salt: "",
      N: 16,
      r: 1,
      p: 1,
      key: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
    },
    {
      source: "RFC 7914 section 12",
      password: "password",
      salt: "NaCl",
      N: 1024,
      r: 8,
      p: 16,
      key: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
    },
    {
      source: "RFC 7914 section 12",
      password: "pleaseletmein",
      salt: "SodiumChloride",
      N: 16384,
      r: 8,
      p: 1,
      key: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
    },
  ],
  xchacha20poly1305: [
    {
      source: "draft-irtf-cfrg-xchacha-03 A.3.1",
      key: sequence(0x80, 32),
      nonce: sequence(0x40, 24),
      aad: "50515253c0c1c2c3c4c5c6c7",
      plaintext:
        "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a204966204920636f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73637265656e20776f756c642062652069742e",
      ciphertext:
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49",
    },
  ],
  ed25519: [
    {
      source: "RFC 8032 7.1 test 1",
      secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature:
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    },
    {
      source: "RFC 8032 7.1 test 2",
      secret: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature:
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    },
    {
      source: "RFC 8032 7.1 test 3",
      secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature:
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    },
  ],
};
