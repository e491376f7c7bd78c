/** When a message was written, when it arrived, and how far it has come, in words. */
import type { ComponentChildren } from "preact";
import type { Message, Room } from "@festival-chat/client";
import { markOf } from "../../band/band.ts";
import { AuthorMark } from "../../band/weave.tsx";
import { deliveries } from "../../receipts/deliveries.ts";
import { talkWords } from "../../strings/talk-words.ts";
import { t } from "../../strings/t.ts";
import { calm } from "../calm-text.ts";
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

function Names({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul>
      {names.map((name, index) => (
        <li key={index}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function MessageDetails({
  room,
  message,
}: {
  readonly room: Room;
  readonly message: Message;
}) {
  const { details } = talkWords;
  const { at, arrivedAt, late, state, edits, removedBy, author, name } = message;
  const delivery = deliveries.value(room.id, message.id);
  const earlier = room.versions(message.id).slice(0, -1);
  return (
    <>
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
        {removedBy !== undefined && (
          <Fact name={details.removed}>
            {removedBy === author ? details.byThem(name) : details.byHost}
          </Fact>
        )}
        <Fact name={details.state}>{details[state]}</Fact>
        {delivery && (
          <Fact name={details.delivered}>
            {details.deliveredTo(delivery.count, delivery.of)}
            <Names names={delivery.names} />
          </Fact>
        )}
        {delivery && delivery.seen > 0 && (
          <Fact name={details.seen}>
            {details.seenBy(delivery.seen, delivery.of)}
            <Names names={delivery.seenNames} />
          </Fact>
        )}
      </dl>
      {earlier.length > 0 && (
        <>
          <h3 class="shelf-title">{details.versions}</h3>
          <ol class="versions">
            {earlier.map((version, index) => (
              <li key={index}>
                <time dateTime={new Date(version.at).toISOString()}>{momentWords(version.at)}</time>
                <p dir="auto">{calm(version.text)}</p>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
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
