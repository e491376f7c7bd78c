/** One room and the powers over it: slower, closed, gone, and who may not come back. */
import {
  parseBanList,
  parseRoomDetail,
  type Route,
  type RoomDetail,
  routes,
} from "@festival-chat/protocol/organiser";
import { consoleWords } from "../strings/console/en.ts";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import type { Desk } from "./desk.ts";
import { Section, Tag, Trouble, ViewTitle } from "./parts.tsx";
import { formatPlace } from "./place.ts";
import { RoomLine } from "./room-line.tsx";
import { useLoaded } from "./use-loaded.ts";

const everyMillis = 10_000;
/** Least seconds between two messages of one device. */
const slowChoices = ["0", "10", "30", "60", "300"] as const;

export function RoomView({ desk, tag }: { readonly desk: Desk; readonly tag: string }) {
  const words = consoleWords.rooms;
  const asks = consoleWords.confirm;
  const detail = useLoaded(
    () => desk.api.get(routes.room, parseRoomDetail, { room: tag }),
    everyMillis,
  );
  const room = detail.value;
  const change = async (route: Route, body: object, done: string) => {
    const answer = await desk.api.post(route, parseRoomDetail, body);
    if (!answer.ok) return answer.error;
    detail.set(answer.value);
    desk.tell(done);
    return undefined;
  };
  const now = (route: Route, body: object, done: string): void =>
    void change(route, body, done).then((fault) => fault && desk.complain(fault));
  const ask = (route: Route, title: string, what: string, act: string, done: string): void => {
    desk.question.value = {
      title,
      what,
      act,
      isDangerous: true,
      needsProof: route.stepUp === "always",
      run: () => change(route, { room: tag }, done),
    };
  };
  return (
    <div class="desk-view">
      <a class="desk-back" href={formatPlace({ view: "rooms", detail: "" })}>
        {words.back}
      </a>
      <ViewTitle title={words.heading(room?.name ?? tag)}>
        <Tag tag={tag} />
      </ViewTitle>
      <Trouble fault={detail.fault} reload={() => void detail.reload()} />
      {room === undefined ? (
        detail.fault === undefined && <p class="explain">{consoleWords.loading}</p>
      ) : (
        <>
          <RoomLine room={room} now={desk.now()} />
          {room.state !== "deleted" && (
            <>
              <ChoiceGroup
                title={words.slowTitle}
                choices={slowChoices.map(
                  (one) =>
                    [one, one === "0" ? words.slowOff : words.slowEvery(Number(one))] as const,
                )}
                chosen={slowChoices.find((one) => Number(one) === room.slowSeconds) ?? "0"}
                choose={(one) =>
                  now(routes.slowRoom, { room: tag, seconds: Number(one) }, words.slowed)
                }
              />
              <div class="row">
                {room.state === "open" ? (
                  <button
                    type="button"
                    class="button"
                    onClick={() =>
                      ask(
                        routes.closeRoom,
                        asks.close(room.name ?? tag),
                        asks.closeWhat,
                        words.close,
                        words.closed,
                      )
                    }
                  >
                    {words.close}
                  </button>
                ) : (
                  <button
                    type="button"
                    class="button"
                    onClick={() => now(routes.reopenRoom, { room: tag }, words.reopened)}
                  >
                    {words.reopen}
                  </button>
                )}
                <button
                  type="button"
                  class="button danger"
                  onClick={() =>
                    ask(
                      routes.deleteRoom,
                      asks.remove(room.name ?? tag),
                      asks.removeWhat,
                      words.remove,
                      words.removed,
                    )
                  }
                >
                  {words.remove}
                </button>
              </div>
            </>
          )}
          <Section title={words.devices}>
            <Devices desk={desk} devices={room.devices} reload={() => void detail.reload()} />
          </Section>
        </>
      )}
    </div>
  );
}

function Devices({
  desk,
  devices,
  reload,
}: {
  readonly desk: Desk;
  readonly devices: RoomDetail["devices"];
  readonly reload: () => void;
}) {
  const words = consoleWords.rooms;
  const turn = async (route: Route, device: string, done: string) => {
    const answer = await desk.api.post(route, parseBanList, { device });
    if (!answer.ok) return answer.error;
    reload();
    desk.tell(done);
    return undefined;
  };
  if (devices.length === 0) return <p class="explain">{words.noDevices}</p>;
  return (
    <ul class="desk-list">
      {devices.map(({ tag, messages, banned }) => (
        <li key={tag} class="desk-row desk-split">
          <span class="desk-row-head">
            <Tag tag={tag} />
            <span>{words.wrote(messages)}</span>
          </span>
          {banned ? (
            <button
              type="button"
              class="button"
              aria-label={`${words.unban}: ${words.device(tag)}`}
              onClick={() =>
                void turn(routes.unbanDevice, tag, words.unbanned).then(
                  (fault) => fault && desk.complain(fault),
                )
              }
            >
              {words.unban}
            </button>
          ) : (
            <button
              type="button"
              class="button danger"
              aria-label={`${words.ban}: ${words.device(tag)}`}
              onClick={() => {
                desk.question.value = {
                  title: consoleWords.confirm.ban(tag),
                  what: consoleWords.confirm.banWhat,
                  act: words.ban,
                  isDangerous: true,
                  needsProof: true,
                  run: () => turn(routes.banDevice, tag, words.banned),
                };
              }}
            >
              {words.ban}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
