/** The words of a message: links with their host first, phone numbers, bold, code; long ones cut. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { late } from "../strings/late.ts";
import { calm, clamp } from "./calm-text.ts";
import { askedLink, linksAsk } from "./link-question.tsx";
import { type RichPart, richParts } from "./rich-text.ts";

function drawn(part: RichPart, key: number): ComponentChildren {
  switch (part.kind) {
    case "text":
      return part.text;
    case "bold":
      return <b key={key}>{part.text}</b>;
    case "code":
      return <code key={key}>{part.text}</code>;
    case "phone":
      return (
        <a key={key} href={`tel:${part.number}`} dir="ltr">
          {part.text}
        </a>
      );
    case "link":
      return (
        <a
          key={key}
          href={part.href}
          target="_blank"
          rel="noreferrer noopener"
          title={part.href}
          onClick={(event) => {
            if (!linksAsk.value) return;
            event.preventDefault();
            askedLink.value = part.href;
          }}
        >
          <b>{part.host}</b>
          {part.rest}
        </a>
      );
  }
}

export function LinkedText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const quiet = calm(text);
  const cut = clamp(quiet);
  return (
    <>
      {richParts(whole || cut === undefined ? quiet : cut).map(drawn)}
      {cut !== undefined && (
        <button
          type="button"
          class="show-more"
          aria-expanded={whole}
          onClick={(event) => {
            event.stopPropagation();
            setWhole(!whole);
          }}
        >
          {whole ? late.list.showLess : late.list.showMore}
        </button>
      )}
    </>
  );
}
