/** The words of a message with its web addresses made links, host first. */
import { linkify } from "./linkify.ts";

export function LinkedText({ text }: { readonly text: string }) {
  return (
    <>
      {linkify(text).map((part, index) =>
        part.kind === "text" ? (
          part.text
        ) : (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noreferrer noopener"
            title={part.href}
          >
            <b>{part.host}</b>
            {part.rest}
          </a>
        ),
      )}
    </>
  );
}
