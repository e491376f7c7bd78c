/** Invite: a code to scan, a link to send, six words to say. White in every theme: scanners need it. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { encode } from "uqr";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { keepAwake } from "../boot/keep-awake.ts";
import type { AppState, Dialog } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LateIcon } from "../ui/late-icons.tsx";

/** The quiet zone that readers rely on, in modules (ISO/IEC 18004). */
const quietZone = 4;

function QrCode({ text }: { readonly text: string }) {
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: "M", border: quietZone });
    let drawn = "";
    for (const [y, row] of code.data.entries()) {
      for (let x = 0; x < row.length; x++) {
        if (row[x] !== true) continue;
        let end = x;
        while (row[end] === true) end++;
        drawn += `M${x} ${y}h${end - x}v1h-${end - x}z`;
        x = end;
      }
    }
    return { path: drawn, size: code.size };
  }, [text]);
  return (
    <svg
      class="qr"
      role="img"
      aria-label={late.invite.qr}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function RoomWords({ words }: { readonly words: readonly string[] }) {
  return (
    <div class="room-words-frame">
      <p class="explain">{late.invite.wordsHint}</p>
      <p class="room-words" role="group" aria-label={late.invite.words}>
        {[0, 2, 4].map((start) => (
          <span key={start} class="word-pair">
            {`${words.slice(start, start + 2).join(" ")} `}
          </span>
        ))}
      </p>
    </div>
  );
}

export function InviteDialog({
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [copied, setCopied] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => keepAwake(), []);
  if (dialog.kind !== "invite") return null;
  const { room } = dialog;
  const name = room.name ?? t.room.unnamed;

  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(room.link);
      setCopied(late.invite.copied);
    } catch {
      setCopied(late.invite.copyFailed);
    }
  };
  const share = async (): Promise<void> => {
    try {
      await navigator.share({
        title: name,
        text: late.invite.shareText(name),
        url: room.link,
      });
    } catch {
      // Closed without choosing: nothing to say.
    }
  };

  return (
    <DialogFrame name={late.invite.title} title={<bdi>{name}</bdi>} kind="paper" onClose={close}>
      <BandStrip band={bandOf(room.fingerprint)} unit={20} clasp />
      <QrCode text={room.link} />
      <p class="brighter">{late.invite.brighter}</p>
      {room.words !== undefined && <RoomWords words={room.words} />}
      <div class="link-row">
        <input
          ref={field}
          aria-label={late.invite.link}
          value={room.link}
          readOnly
          dir="ltr"
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div class="row">
        {typeof navigator.share === "function" && (
          <button type="button" class="button primary" onClick={() => void share()}>
            <LateIcon name="share" />
            {late.invite.share}
          </button>
        )}
        <button type="button" class="button" onClick={() => void copy()}>
          <LateIcon name="copy" />
          {copied === late.invite.copied ? copied : late.invite.copy}
        </button>
      </div>
      <p class="explain" role="status">
        {copied === late.invite.copyFailed ? copied : late.invite.warning}
      </p>
    </DialogFrame>
  );
}
