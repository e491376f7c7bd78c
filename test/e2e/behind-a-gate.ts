/** Anna at the bar with good signal, and Ben, whose signal is the gate's affair, in one room. */
import * as chat from "./chat.ts";
import type { Festival, Phone } from "./festival.ts";
import type { Gate } from "./gate.ts";

export async function behindAGate(
  festival: Festival,
  gate: Gate,
): Promise<{ readonly anna: Phone; readonly ben: Phone }> {
  const fragment = await festival.room();
  const anna = await festival.phone();
  const ben = await festival.phone();
  await anna.page.goto(`/#${fragment}`);
  await ben.page.goto(`${gate.origin}/#${fragment}`);
  for (const { page } of [anna, ben]) {
    await page.getByRole("heading", { level: 1, name: "Camp Owl" }).waitFor();
    await chat.isOnline(page);
  }
  return { anna, ben };
}
