/** The mark of messages that are on phones of friends; undefined until this person has written. */
import type { ComponentType } from "preact";
import { signal } from "@preact/signals";
import type { Message } from "@festival-chat/client";

export const deliveredSign = signal<ComponentType<{ readonly message: Message }> | undefined>(
  undefined,
);
