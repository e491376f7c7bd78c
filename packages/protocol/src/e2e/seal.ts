/** Sealing and opening with contents of every kind. */
import { allContents } from "./content.ts";
import { createSealing } from "./sealing.ts";

export {
  type Draft,
  NAME_EXTENSION,
  type Opened,
  type OpenError,
  type Sealed,
  type SealError,
} from "./sealing.ts";

export const { seal, open } = createSealing(allContents);
