/** SHA-512, apart from SHA-256: only who signs in software needs it, and pages fetch it late. */
export { sha512 } from "@noble/hashes/sha2.js";
