/** Search on a phone that holds 10,000 messages: what a person waits for after a key. */
import type { Message } from "@festival-chat/client";
import { createSearch } from "@festival-chat/client/extras";
import { aMessage } from "../../packages/client/src/extras/message.fixture.ts";
import { type Figure, type Part, quantile } from "../figure.ts";

const count = 10_000;
const words =
  "wir treffen uns später links der Bühne bei Łukasz crème brûlée around nine бар закрыт in der Nähe 🎪".split(
    " ",
  );

/** Three words in four languages to thirty; none of them is plain ASCII throughout. */
function messageOf(n: number): Message {
  const length = 3 + ((n * 7) % 28);
  const text = Array.from({ length }, (_, i) => words[(n * 13 + i * 5) % words.length]).join(" ");
  return aMessage(1 + (n % 40), { text: `${text} ${n}`, at: n, arrivedAt: n });
}

function measure(): readonly Figure[] {
  const messages = Array.from({ length: count }, (_, n) => messageOf(n));
  const timed = (find: () => unknown): number => {
    const begun = performance.now();
    find();
    return performance.now() - begun;
  };
  const firsts: number[] = [];
  const laters: number[] = [];
  for (let round = 0; round < 20; round++) {
    const search = createSearch();
    // Found nowhere: every message is looked at.
    firsts.push(timed(() => search.find(messages, "nowhere at all")));
    laters.push(timed(() => search.find(messages, "łukasz nowhere")));
  }
  return [
    {
      what: "search in 10,000 messages, the first after opening, p99",
      value: quantile(firsts, 0.99),
      unit: "ms",
      better: "less",
      ship: 150,
      stretch: 40,
      note: `p50 ${quantile(firsts, 0.5).toFixed(1)} ms; nothing found, so all were folded`,
    },
    {
      what: "the same: each later one, p99",
      value: quantile(laters, 0.99),
      unit: "ms",
      better: "less",
      ship: 50,
      stretch: 10,
      note: `p50 ${quantile(laters, 0.5).toFixed(1)} ms`,
    },
  ];
}

export const search: Part = { name: "search", run: () => Promise.resolve(measure()) };
