/** The mark of a device: its cloth and two signs, which tell two people of one name apart. */
import { deviceMark } from "@festival-chat/client/extras";
import type { AuthorKey } from "@festival-chat/protocol/wire";
import { pictureAt } from "../../band/band.ts";
import { AuthorMark } from "../../band/weave.tsx";

export function PersonMark({ author }: { readonly author: AuthorKey }) {
  const [one, other] = deviceMark(author).emoji;
  return (
    <span class="person-mark">
      <AuthorMark author={author} />
      <span class="person-signs">
        {pictureAt(one)}
        {pictureAt(other)}
      </span>
    </span>
  );
}
