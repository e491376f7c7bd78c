/** Three pictures of what to tap, drawn like the buttons they mean. */
import { bring } from "../strings/bring.ts";

const pictures = {
  share: "M12 14V3M8 7l4-4 4 4M7 10H5v11h14V10h-2",
  add: "M4 4h16v16H4zM12 8v8M8 12h8",
  confirm: "M3 6h18v12H3zM8 12l3 3 5-6",
} as const;

function Step({
  picture,
  words,
}: {
  readonly picture: keyof typeof pictures;
  readonly words: string;
}) {
  return (
    <li class="install-step">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={pictures[picture]} />
      </svg>
      <span>{words}</span>
    </li>
  );
}

export const InstallSteps = () => (
  <ol class="install-steps">
    <Step picture="share" words={bring.install.shareStep} />
    <Step picture="add" words={bring.install.addStep} />
    <Step picture="confirm" words={bring.install.confirmStep} />
  </ol>
);
