/** What of a room may disturb. */
import type { Room } from "@festival-chat/client";
import { roomsWords } from "../../strings/rooms-words.ts";
import { ChoiceGroup } from "../../ui/choice-group.tsx";

export function NotifyChoice({ room }: { readonly room: Room }) {
  const { title, all, mentions, none } = roomsWords.notify;
  return (
    <ChoiceGroup
      title={title}
      choices={[
        ["all", all],
        ["mentions", mentions],
        ["none", none],
      ]}
      chosen={room.settings.notify}
      choose={(notify) => void room.configure({ notify })}
    />
  );
}
