/** Two phones, one relay, the whole engine: what people see. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { festival, roomOf } from "./festival.ts";

test("two phones talk in a room that one opened and the other joined by its link", async () => {
  const scene = festival();
  const { phones, rooms } = await roomOf(scene, "Anna", "Ben");
  const [anna, ben] = phones;
  const [annas, bens] = rooms;
  ok(anna && ben && annas && bens);
  equal(bens.name, "Camp");
  deepEqual(bens.words, annas.words);
  deepEqual(bens.fingerprint, annas.fingerprint);
  await annas.setName("Anna");
  const sent = await annas.send("hello from the gate");
  ok(sent.ok);
  await scene.until(() => bens.messages().length === 1);
  const [message] = bens.messages();
  equal(message?.name, "Anna");
  equal(message?.id, sent.value);
  equal(message?.mine, false);
  await scene.until(() => annas.messages()[0]?.state === "sent");
  await bens.send("on my way", { replyTo: sent.value });
  await scene.until(() => annas.messages().length === 2);
  deepEqual(anna.texts(annas), ben.texts(bens));
  equal(annas.messages()[1]?.replyTo, sent.value);
  equal(annas.messages()[1]?.name, bens.suggestedName);
});
