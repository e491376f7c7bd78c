/** For whoever needs help in an emergency: a call, and words to hold up where nothing can be heard. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { announcementWords } from "../strings/announcement-words.ts";

export function NeedHelp({ id, back }: { readonly id: string; readonly back: () => void }) {
  const words = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => words.current?.focus(), []);
  return (
    <>
      <div class="organiser-words">
        <p class="organiser-when">{announcementWords.show}</p>
        <h2 id={`${id}-head`} class="organiser-title" tabIndex={-1} ref={words}>
          {announcementWords.say}
        </h2>
      </div>
      <div class="organiser-acts">
        <a class="organiser-act first" href="tel:112">
          {announcementWords.call}
        </a>
        <button type="button" class="organiser-act" onClick={back}>
          {announcementWords.back}
        </button>
        <p class="organiser-foot">{announcementWords.footer}</p>
      </div>
    </>
  );
}
