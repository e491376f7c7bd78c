/** Ed25519 in software, for browsers that have none. Nothing else may import this but by `import()`. */
export { createSoftwareSignatures } from "@festival-chat/protocol/e2e";
