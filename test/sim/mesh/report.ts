/** The report of simulated evenings: docs/nearby.md. */
import { reference, type Summary } from "./summary.ts";

export interface Evenings {
  readonly seeds: readonly number[];
  readonly phones: number;
  readonly minutes: number;
  readonly alone: Summary;
  readonly linked: Summary;
  /** Of the chart, beside the report. */
  readonly image: string;
}

const kB = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
const change = (from: number, to: number): string => {
  const percent = Math.round((100 * (to - from)) / Math.max(1, from));
  return percent > 0 ? `+${percent} %` : `${percent} %`;
};

export function reportOf({ seeds, phones, minutes, alone, linked, image }: Evenings): string {
  const rows = reference.map(({ part, alone: without, linked: with_ }, i) => {
    const cells = [
      `p${100 * part}`,
      `${alone.seconds[i]} s`,
      `${without} s`,
      `${linked.seconds[i]} s`,
      `${with_} s`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return `# What phones gain from each other

Written by \`npm run sim:mesh -- --seeds ${seeds.length} --from ${seeds[0]} --report docs/nearby.md\`. Do not edit.

${phones} phones talk for ${minutes} minutes, with the whole engine in each of them, a real relay and
virtual time; ${seeds.length} evenings (seeds ${seeds.join(", ")}), each once with the relay alone and once
with links between phones. In every minute a quarter of the phones is asleep, a fifth is apart from the
rest in a group of its own, the relay is up with a chance of 60 %, and half of the phones reach it. A
sleeping phone's links are dead, and those at their other ends take 5 to 15 s to notice. Of the frames
between phones 2 % are lost for good. Who is in reach is taken as known; making a link takes 0.3 to 1.5 s.

![How many have a message after how long](${image})

From the key press to another phone's screen, over ${linked.pairs.toLocaleString("en")} pairs of a message and a phone:

| share | relay alone | reference | relay and phones | reference |
| ----- | ----------- | --------- | ---------------- | --------- |
${rows.join("\n")}

The reference is a model of the same evening that the design was made with. Phones that are asleep
count: most of what is left is their sleep.

| | relay alone | relay and phones |
| --- | --- | --- |
| messages | ${alone.messages} | ${linked.messages} |
| not shown everywhere in the end | ${alone.lost} | ${linked.lost} |
| shown twice, out of order or changed | ${alone.violations.length} | ${linked.violations.length} |
| sent to find out what others hold, per phone | none | ${kB(linked.controlBytes)} |
| messages sent to other phones, per phone | none | ${kB(linked.meshMessageBytes)} |
| heard from the relay, per phone | ${kB(alone.relayBytes)} | ${kB(linked.relayBytes)} (${change(alone.relayBytes, linked.relayBytes)}) |

What a phone hears from the relay does not shrink: a phone that joins with its cursor is given every
record after it, whether another phone brought it or not. In the model that the reference comes from it
went down by two thirds. That would take a relay which names records, without sending them, to phones
that told it what they hold: it is not built. On the word of other phones alone a record cannot be
skipped, since such a word moves no cursor ([SPEC](../packages/protocol/SPEC.md) G7).

## What phones do not do for each other

- **One room.** A phone has links for the room on its screen, and keeps those of the last one while no
  room is shown. Other rooms wait for the relay, or until they are opened.
- **One tab.** Of several tabs of a browser one has the links. Phones nearby count for that tab alone; its
  messages come to the others as all do.
- **No presence, no typing, no pushes.** Phones exchange messages, places in the relay's log and
  signalling. Who is here, who is typing and what makes a closed phone ring are the relay's.
- **Screens on.** A browser that sleeps has no links; it is back within seconds of waking.
- **Nothing beyond the network.** Phones are linked on one Wi-Fi or hotspot, whatever runs over it; only
  an operator's own servers can help phones that a network keeps apart.
`;
}
