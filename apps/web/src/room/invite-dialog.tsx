/** Invite: a code to scan, six words to say, a link to send. White edge to edge in every theme. */
import { useEffect, useRef, useState } from "preact/hooks";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { recall, remember } from "../boot/device-memory.ts";
import { keepAwake } from "../boot/keep-awake.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { QrCode } from "../invite/qr-code.tsx";
import { FramedWords } from "../invite/spoken-words.tsx";
import type { AppState, Dialog } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { lateStyles } from "../ui/late-styles.ts";
import stylesAddress from "../style/invite.css?url";

/** The sheet is shown with its styles or not at all. */
export const inviteStyles = (): Promise<void> => lateStyles(stylesAddress);

export function InviteDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [copied, setCopied] = useState<"yes" | "no" | undefined>(undefined);
  // Said until somebody on this phone has sent a link once.
  const [warned] = useState(() => recall(lateMemoryKeys.linkSent) !== undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => keepAwake(), []);
  if (dialog.kind !== "invite") return null;
  const { movedTo } = dialog.room.policy;
  // The code of a room that moved brings nobody to where its people are.
  const room = (movedTo && state.client.room(movedTo)) ?? dialog.room;
  const name = room.name ?? t.room.unnamed;

  const copy = async (): Promise<void> => {
    remember(lateMemoryKeys.linkSent, "yes");
    field.current?.select();
    try {
      await navigator.clipboard.writeText(room.link);
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  };
  const share = async (): Promise<void> => {
    try {
      await navigator.share({ title: name, text: late.invite.shareText(name), url: room.link });
      remember(lateMemoryKeys.linkSent, "yes");
    } catch {
      // Closed without choosing: nothing to say.
    }
  };
  const canShare = typeof navigator.share === "function";

  return (
    <DialogFrame
      name={late.invite.title}
      title={<bdi>{name}</bdi>}
      kind="paper invite"
      onClose={close}
    >
      <BandStrip band={bandOf(room.fingerprint)} unit={28} clasp />
      <div class="invite-code">
        <QrCode text={room.link} />
        <p class="brighter">
          <LateIcon name="bright" />
          {late.invite.brighter}
        </p>
      </div>
      <div class="invite-ways">
        {room.words !== undefined && (
          <FramedWords words={room.words} label={late.invite.words} hint={late.invite.wordsHint} />
        )}
        <input
          ref={field}
          class="link-field"
          aria-label={late.invite.link}
          value={room.link}
          readOnly
          dir="ltr"
          onFocus={(event) => event.currentTarget.select()}
        />
        <div class="row">
          {canShare && (
            <button type="button" class="button primary" onClick={() => void share()}>
              <LateIcon name="share" />
              {late.invite.share}
            </button>
          )}
          <button
            type="button"
            class={`button${canShare ? "" : " primary"}`}
            onClick={() => void copy()}
          >
            <LateIcon name="copy" />
            {copied === "yes" ? late.invite.copied : late.invite.copy}
          </button>
          <button
            type="button"
            class="button"
            onClick={() => (state.dialog.value = { kind: "poster", room })}
          >
            <LateIcon name="print" />
            {late.invite.poster}
          </button>
        </div>
        <p class="explain" role="status">
          {copied === "no" && late.invite.copyFailed}
          {copied !== "no" && !warned && late.invite.warning(name)}
        </p>
      </div>
    </DialogFrame>
  );
}
