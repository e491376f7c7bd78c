import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "bell". */
export const bell: Spoken<"bell"> = () => ({
  ask: (room) => `Vibrar quando ${room} responder?`,
  yes: "Sim",
  notNow: "Agora não",
  title: "Notificações",
  explain: "As mensagens aparecem no ecrã bloqueado. Só o teu telemóvel as pode ler.",
  on: "Este telemóvel vibra por esta sala.",
  off: "Este telemóvel não vibra por esta sala.",
  mentionsOnly: "Vibra quando alguém fala de ti.",
  muted: "Esta sala está em silêncio: nada vibra.",
  lockWords: "Texto no ecrã bloqueado",
  lockWordsHint: "Se não, só diz: Nova mensagem.",
  turnOn: "Deixar vibrar",
  turningOn: "Um momento…",
  done: (room) => `${room} já te pode avisar`,
  denied: "As notificações estão bloqueadas. Autoriza-as nas definições do browser.",
  missing: "Este browser não te pode avisar. As mensagens esperam na app.",
  install: "Primeiro põe a app no ecrã inicial. Depois já pode vibrar.",
  showHow: "Mostra-me como",
  failed: "Não deu. Tenta outra vez com rede.",
  unavailable: "Aqui ainda ninguém preparou isto.",
});
