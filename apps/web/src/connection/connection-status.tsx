/** The lamp and its words. Each lamp has a shape of its own. */
import { lateParts } from "../boot/late-parts.ts";
import type { AppState } from "../state.ts";
import { t } from "../strings/t.ts";
import type { Lamp } from "./connection-line.ts";

const lampShapes: Record<Lamp, { readonly fill?: string; readonly line?: string }> = {
  connecting: { line: "M8 2.5a5.5 5.5 0 0 1 5.5 5.5" },
  online: { fill: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z" },
  slow: { line: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z", fill: "M8 2a6 6 0 0 0 0 12z" },
  waiting: { line: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z" },
  "catching-up": {
    line: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
    fill: "M8 8V2a6 6 0 0 1 6 6z",
  },
  refused: { line: "M3 3l10 10M13 3 3 13" },
};

export function ConnectionStatus({ state }: { readonly state: AppState }) {
  const line = state.line.value;
  const Parts = lateParts.value;
  const shape = lampShapes[line?.lamp ?? "connecting"];
  return (
    <div class="connection" data-lamp={line?.lamp}>
      <svg class="lamp" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {shape.fill !== undefined && <path class="lamp-fill" d={shape.fill} />}
        {shape.line !== undefined && <path class="lamp-line" d={shape.line} />}
      </svg>
      <span
        role="status"
        aria-label={t.room.connection}
        class={line?.quiet === true ? "words quiet" : "words"}
      >
        {line?.words}
      </span>
      {Parts && <Parts.ConnectionMore state={state} />}
    </div>
  );
}
