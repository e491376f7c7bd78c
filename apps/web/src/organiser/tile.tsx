/** One number with its line over the last hours. */
import { useEffect, useRef } from "preact/hooks";
import { theme } from "../boot/theme.ts";
import { consoleWords } from "../strings/console/en.ts";
import type { drawChart } from "./draw-chart.ts";

type Chart = ReturnType<typeof drawChart>;

export function Tile({
  name,
  current,
  beside,
  hours,
  times,
  values,
  say,
}: {
  readonly name: string;
  readonly current: string;
  readonly beside: string | undefined;
  readonly hours: number;
  /** Milliseconds since 1970, as many as values. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly say: (value: number) => string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | undefined>(undefined);
  const shownTheme = theme.value;
  useEffect(() => {
    let over = false;
    // The library of lines comes when there is a line to draw, and a number needs none.
    import("./draw-chart.ts").then(
      ({ drawChart: draw }) => {
        if (!over && box.current !== null) {
          chart.current = draw(box.current);
          chart.current.show(times, values);
        }
      },
      () => undefined,
    );
    return () => {
      over = true;
      chart.current?.end();
      chart.current = undefined;
    };
  }, [shownTheme]);
  const last = times.at(-1);
  useEffect(() => chart.current?.show(times, values), [last, times.length]);
  const empty = values.length === 0;
  const label = empty
    ? name
    : consoleWords.live.chart(
        name,
        hours,
        say(Math.min(...values)),
        say(Math.max(...values)),
        current,
      );
  return (
    <figure class="desk-tile">
      <figcaption>{name}</figcaption>
      <p class="desk-number">{current}</p>
      <p class="desk-beside">{beside ?? "\u00A0"}</p>
      <div class="desk-chart" role="img" aria-label={label} ref={box} />
    </figure>
  );
}
