/** What the mesh must know of a message that was opened: where it stands, and how urgent it is. */
import { type Content, contentType, contentTypes, type Opened } from "@festival-chat/protocol/e2e";
import { chainTagOf } from "@festival-chat/protocol/wire";
import type { Placed } from "../core/mesh/holdings.ts";
import { type Rank, ranks } from "../core/mesh/mesh-effect.ts";

export const placedOf = ({ author, chain, ctr, id, hlc }: Opened): Placed => ({
  chain: chainTagOf(author, chain),
  ctr,
  id,
  at: hlc.ms,
});

/** Order under pressure (SPEC G6) of what others wrote. */
export function rankOf(content: Content): Rank {
  switch (contentType(content)) {
    case contentTypes.control:
      return ranks.control;
    case contentTypes.text:
    case contentTypes.reply:
      return ranks.text;
    case contentTypes.reaction:
    case contentTypes.vote:
      return ranks.reaction;
    default:
      return ranks.other;
  }
}
