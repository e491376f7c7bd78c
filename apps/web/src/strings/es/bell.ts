import type { Spoken } from "../spoken.ts";

/** Spanish of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `¿Que vibre cuando responda ${room}?`,
  yes: "Sí",
  notNow: "Ahora no",
  title: "Avisos",
  explain: "Los mensajes salen en la pantalla de bloqueo. Solo tu móvil puede leerlos.",
  on: "Este móvil vibra por esta sala.",
  off: "Este móvil no vibra por esta sala.",
  mentionsOnly: "Vibra cuando alguien te menciona.",
  muted: "Esta sala está en silencio: nada vibra.",
  lockWords: "Texto en pantalla bloqueada",
  lockWordsHint: "Si no, solo dice: Mensaje nuevo.",
  turnOn: "Que vibre",
  turningOn: "Un momento…",
  done: (room) => `${room} ya puede avisarte`,
  denied: "Los avisos están bloqueados. Permítelos en los ajustes del navegador.",
  missing: "Este navegador no puede avisarte. Los mensajes esperan en la app.",
  install: "Primero pon la app en tu pantalla de inicio. Luego podrá vibrar.",
  showHow: "Muéstrame cómo",
  failed: "No funcionó. Prueba otra vez con señal.",
  unavailable: "Aquí nadie lo ha preparado todavía.",
});
