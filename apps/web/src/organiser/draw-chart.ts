/** Draws one small line with uPlot. Fetched by the live view alone. */
import UPlot from "uplot";

export interface Chart {
  show(times: readonly number[], values: readonly number[]): void;
  end(): void;
}

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws into `box`, as large as it is, in the colours of the theme at this moment. */
export function drawChart(box: HTMLElement): Chart {
  const size = (): { width: number; height: number } => ({
    width: Math.max(box.clientWidth, 40),
    height: Math.max(box.clientHeight, 40),
  });
  const line = colour("--accent");
  const plot = new UPlot(
    {
      ...size(),
      cursor: { show: false },
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      padding: [4, 0, 2, 0],
      scales: {
        x: { time: true },
        // From nothing: a line that hugs its own least value makes every ripple a wave.
        y: { range: (_plot, _low, high) => [0, Math.max(high, 1) * 1.1] },
      },
      axes: [{ show: false }, { show: false }],
      series: [
        {},
        {
          stroke: line,
          width: 2,
          fill: `color-mix(in srgb, ${line} 18%, transparent)`,
          points: { show: false },
        },
      ],
    },
    [[], []],
    box,
  );
  const watch = new ResizeObserver(() => plot.setSize(size()));
  watch.observe(box);
  return {
    show: (times, values) => plot.setData([times.map((at) => at / 1_000), [...values]]),
    end() {
      watch.disconnect();
      plot.destroy();
    },
  };
}
