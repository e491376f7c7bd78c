/** Author pace: how fast messages of one author are passed on, whoever brings them (SPEC G5). */
import { type AuthorKey, meshLimits, type Millis } from "@festival-chat/protocol/wire";
import { type Bucket, createBucket } from "./bucket.ts";
import * as meshBounds from "./mesh-bounds.ts";

export interface AuthorPace {
  mayPass(author: AuthorKey, now: Millis): boolean;
}

export function createAuthorPace(): AuthorPace {
  /** The last one heard at the end. */
  const byAuthor = new Map<AuthorKey, Bucket>();
  return {
    mayPass(author, now) {
      const { authorPerSecond, authorBurst } = meshLimits;
      const pace = byAuthor.get(author) ?? createBucket(authorPerSecond, authorBurst);
      byAuthor.delete(author);
      byAuthor.set(author, pace);
      if (byAuthor.size > meshBounds.authors) {
        for (const oldest of byAuthor.keys()) {
          byAuthor.delete(oldest);
          break;
        }
      }
      return pace.take(1, now);
    },
  };
}
