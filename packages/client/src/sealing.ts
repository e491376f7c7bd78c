/** How the engine seals and opens: with the contents it shows; richer ones stay "needs a newer version". */
import { createSealing, plainContents } from "@festival-chat/protocol/e2e";

export const sealing = createSealing(plainContents);
