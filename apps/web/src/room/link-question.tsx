/** In a room that is open to everybody a link asks first: anyone may have put it there. */
import { signal } from "@preact/signals";
import { late } from "../strings/late.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";

/** Whether links ask: the room on the screen is open to everybody. */
export const linksAsk = signal(false);

/** The link that somebody wants to follow. */
export const askedLink = signal<string | undefined>(undefined);

export function LinkQuestion() {
  const href = askedLink.value;
  if (href === undefined || !URL.canParse(href)) return null;
  const close = (): void => void (askedLink.value = undefined);
  const { host } = new URL(href);
  return (
    <DialogFrame name={late.link.title} onClose={close}>
      <p class="link-host">
        <bdi>{host}</bdi>
      </p>
      <p class="explain">{late.link.explain}</p>
      <p class="explain link-whole" dir="ltr">
        {href.slice(0, 300)}
      </p>
      <div class="row">
        <a
          class="button"
          href={href}
          target="_blank"
          rel="noreferrer noopener"
          onClick={() => setTimeout(close)}
        >
          {late.link.open}
        </a>
        <button type="button" class="button" autofocus onClick={close}>
          {late.link.stay}
        </button>
      </div>
    </DialogFrame>
  );
}
