/** When a message was written, when it arrived, and how far it has come, in words. */
import type { ComponentChildren } from "preact";
import type { Message, Room } from "@festival-chat/client";
import { markOf } from "../../band/band.ts";
import { AuthorMark } from "../../band/weave.tsx";
import { talkWords } from "../../strings/talk-words.ts";
import { t } from "../../strings/t.ts";
import { dayTitle, clockTime } from "../festival-time.ts";

/** "Today, 19:02:07". */
const momentWords = (at: number): string =>
  `${dayTitle(at, Date.now())}, ${clockTime(at)}:${String(new Date(at).getSeconds()).padStart(2, "0")}`;

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function MessageDetails({ message }: { readonly message: Message }) {
  const { details } = talkWords;
  const { at, arrivedAt, late, state, edits } = message;
  return (
    <dl class="facts">
      <Fact name={details.from}>
        <bdi>{message.mine ? t.room.you(message.name) : message.name}</bdi>
      </Fact>
      <Fact name={details.written}>{momentWords(at)}</Fact>
      <Fact name={details.arrived}>
        {state === "sent" ? momentWords(arrivedAt) : details.notYet}
      </Fact>
      {late && (
        <Fact name={details.late}>{details.lateBy(Math.round((arrivedAt - at) / 60_000))}</Fact>
      )}
      {edits > 0 && <Fact name={details.edited}>{details.times(edits)}</Fact>}
      <Fact name={details.state}>{details[state]}</Fact>
    </dl>
  );
}

/** Who reacted, emoji by emoji. */
export function WhoReacted({ room, message }: { readonly room: Room; readonly message: Message }) {
  return (
    <dl class="facts">
      {message.reactions.map(({ emoji, authors }) => (
        <div key={emoji} class="fact fact-emoji">
          <dt>{emoji}</dt>
          <dd>
            <ul>
              {authors.map((author) => (
                <li key={author} class="who" data-hue={markOf(author).hue}>
                  <AuthorMark author={author} />
                  <bdi>
                    {author === room.me
                      ? t.room.you(room.myName ?? room.suggestedName)
                      : room.nameOf(author)}
                  </bdi>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
