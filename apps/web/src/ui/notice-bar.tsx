/** Above the messages: what a person must know before typing, and what is new in other rooms. */
import type { Notice } from "@festival-chat/client";
import { SignInLink } from "../check/sign-in-link.tsx";
import { PinStrip } from "../room/long/pin-strip.tsx";
import { newsView } from "../reach/latest-news.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";

function words(notice: Notice): string | undefined {
  switch (notice.kind) {
    case "storage-denied":
      return late.notice.storageDenied;
    case "storage-full":
      return late.notice.storageFull;
    case "wrong-environment":
      return late.notice.wrongEnvironment(notice.ours, notice.theirs);
    case "messages-missing":
    case "message-refused":
      // Said in the list, at the place it is about.
      return undefined;
  }
}

export function NoticeBar({ state }: { readonly state: AppState }) {
  const sentences = new Set(state.notices.value.map(words).filter((text) => text !== undefined));
  const lamp = state.line.value?.lamp;
  const signIn = state.signInNeeded.value && lamp !== "online" && lamp !== "slow";
  const full = state.notices.value.some(({ kind }) => kind === "storage-full");
  const News = newsView.value;
  const room = state.room.value;
  return (
    <>
      {News !== undefined && room !== undefined && <News state={state} />}
      {room !== undefined && <PinStrip key={room.id} state={state} room={room} />}
      {(sentences.size > 0 || signIn) && (
        <div class="notices" role="note">
          {signIn && (
            <p>
              {late.notice.signIn}
              <SignInLink />
            </p>
          )}
          {[...sentences].map((text) => (
            <p key={text}>
              {text}
              {full && text === late.notice.storageFull && (
                <button
                  type="button"
                  class="button"
                  onClick={() => (state.dialog.value = { kind: "space" })}
                >
                  {late.notice.freeSpace}
                </button>
              )}
            </p>
          ))}
        </div>
      )}
    </>
  );
}
