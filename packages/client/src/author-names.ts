/** Author names: what an author was called when something was said, and what they are called last. */
import { comparePlaced, type Opened, type Placed } from "@festival-chat/protocol/e2e";
import type { AuthorKey } from "@festival-chat/protocol/wire";
import { friendlyName } from "./friendly-name.ts";
import { insertOrdered, removeOrdered } from "./ordered-list.ts";

/** A name that an author gave without saying anything else. */
export interface Profile {
  placed: Placed;
  readonly name: string;
}

export interface AuthorNames {
  /** A message that is nothing but a name. */
  add(author: AuthorKey, profile: Profile): void;
  /** A stamp moved it. */
  move(author: AuthorKey, profile: Profile, placed: Placed): void;
  /** A name came with a message. */
  spoke(author: AuthorKey, profile: Profile): void;
  /** What the author of a message was called when it was written. */
  nameAt(opened: Opened, placed: Placed): string;
  /** The newest name an author showed; a friendly one when they never did. */
  nameOf(author: AuthorKey): string;
}

export function createAuthorNames(): AuthorNames {
  const profilesByAuthor = new Map<AuthorKey, Profile[]>();
  /** The newest name that came with a message. */
  const spokenByAuthor = new Map<AuthorKey, Profile>();

  function add(author: AuthorKey, profile: Profile): void {
    const profiles = profilesByAuthor.get(author) ?? [];
    profilesByAuthor.set(author, profiles);
    insertOrdered(profiles, profile);
  }

  return {
    add,
    move(author, profile, placed) {
      removeOrdered(profilesByAuthor.get(author) ?? [], profile);
      profile.placed = placed;
      add(author, profile);
    },
    spoke(author, profile) {
      const spoken = spokenByAuthor.get(author);
      if (spoken === undefined || comparePlaced(spoken.placed, profile.placed) < 0) {
        spokenByAuthor.set(author, profile);
      }
    },
    nameAt({ name, author }, placed) {
      if (name !== undefined) return name;
      let before: string | undefined;
      for (const profile of profilesByAuthor.get(author) ?? []) {
        if (profile.placed.shownAt <= placed.shownAt) before = profile.name;
      }
      return before ?? friendlyName(author);
    },
    nameOf(author) {
      const profile = profilesByAuthor.get(author)?.at(-1);
      const spoken = spokenByAuthor.get(author);
      if (profile === undefined || spoken === undefined) {
        return (profile ?? spoken)?.name ?? friendlyName(author);
      }
      return comparePlaced(profile.placed, spoken.placed) < 0 ? spoken.name : profile.name;
    },
  };
}
