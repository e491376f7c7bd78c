/**
 * Claims: "passed to n nearby" names phones, and each of them must have the message (SPEC G8). What was
 * claimed a minute ago is looked up on the screens of those phones.
 */
import type { Room } from "@festival-chat/client";
import type { DeviceTag, MessageId } from "@festival-chat/protocol/wire";
import type { History } from "../history.ts";
import type { Phone } from "../phone.ts";
import type { Station } from "./peer-links.ts";

interface Claim {
  readonly by: Phone;
  readonly message: MessageId;
  readonly holders: readonly DeviceTag[];
}

export interface Claims {
  /** Once a minute. */
  check(): void;
}

/** Of each phone, so many of its last messages are looked at. */
const looked = 5;

export function createClaims(
  stations: ReadonlyMap<Phone, Station>,
  roomOf: (phone: Phone) => Room,
  history: Pick<History, "fail">,
): Claims {
  let claims: readonly Claim[] = [];

  function verify(): void {
    const shown = new Map<DeviceTag, { readonly name: string; readonly ids: Set<MessageId> }>();
    for (const [phone, { device, awake }] of stations) {
      if (!awake()) continue;
      const ids = new Set(
        roomOf(phone)
          .messages()
          .map(({ id }) => id),
      );
      shown.set(device, { name: phone.name, ids });
    }
    for (const { by, message, holders } of claims) {
      for (const holder of holders) {
        const there = shown.get(holder);
        if (there === undefined || there.ids.has(message)) continue;
        history.fail("G8", `${by.name} says that ${there.name} has a message that is not there`);
      }
    }
  }

  return {
    check() {
      verify();
      claims = [...stations].flatMap(([phone, { nearby }]) => {
        const own = roomOf(phone)
          .messages()
          .filter(({ mine }) => mine);
        return own.slice(-looked).map(({ id }) => {
          const { holders } = nearby.passage(id);
          return { by: phone, message: id, holders };
        });
      });
    },
  };
}
