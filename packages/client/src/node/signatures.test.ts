import { test } from "node:test";
import { signaturesContract } from "../signatures.contract.ts";
import { createNodeSignatures } from "./signatures.ts";

signaturesContract(test, () => Promise.resolve(createNodeSignatures()));
