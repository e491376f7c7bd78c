import type { Spoken } from "../spoken.ts";

/** German of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "Handy", other: "Handys" };
  return {
    title: "In der Nähe",
    line: (n) => `Kein Internet · ${count(n, phones)} in der Nähe`,
    composer: "Nachricht… erreicht die in deiner Nähe",
    passed: (n) => `An ${count(n, phones)} in der Nähe weitergegeben`,
    explain: "Findet Handys im selben WLAN oder Hotspot.",
    explainMore: "Ohne Internet gehen Nachrichten von Handy zu Handy.",
    turnOn: "Handys in der Nähe finden",
    found: (n) => `${count(n, phones)} in der Nähe`,
    looking: "Suche Handys…",
    nobody: "Noch kein Handy dieses Raums in der Nähe",
    unnamed: "Ein Handy dieses Raums",
    linked: "Ohne Internet verbunden",
    trouble: {
      missing:
        "Dieser Browser findet keine Handys in der Nähe. Nachrichten warten auf das Internet.",
      "no-address":
        "Dieses Handy ist in keinem WLAN oder Hotspot. Verbinde es, dann schau wieder hier nach.",
      "no-way":
        "Dieses WLAN hält Handys getrennt. Eines macht einen Hotspot auf, die anderen gehen hinein.",
      denied: "Das Finden von Handys ist gesperrt. Erlaub es in den Einstellungen des Browsers.",
    },
    help: {
      title: "So finden sich Handys",
      stand: "Bleibt höchstens 30 m auseinander.",
      wifi: "Geht ins selbe WLAN, oder eines macht einen Hotspot auf.",
      screen: "Lass diesen Bildschirm an.",
      carry: "Wer zuerst Internet hat, sendet für alle.",
    },
    pair: {
      title: "Gar kein Internet?",
      explain: "Scannt gegenseitig eure Codes. Wer anfängt, ist egal.",
      show: "Meinen Code zeigen",
      scan: "Handy scannen",
      hold: "Halte das dem anderen Handy hin.",
      scanNext: "Gescannt? Jetzt scann den Code dort.",
      aim: "Halte die Kamera auf den Code des anderen Handys.",
      nowShow: "Hab ihn. Jetzt lass das andere Handy das hier scannen.",
      linking: "Hab ihn. Verbinde…",
      making: "Code wird gemacht…",
      done: (name) => `Verbunden mit ${name}`,
      "not-a-card": "Das ist kein Code für Handys in der Nähe.",
      own: "Das ist der Code dieses Handys.",
      "linked-already": "Die beiden sind schon verbunden.",
      silent: "Das hat nicht geklappt. Versuch es noch mal.",
      stop: "Aufhören",
    },
    face: {
      title: "Nicht einmal WLAN?",
      explain: "Haltet zwei Handys einander gegenüber: Bildschirme zeigen, Kameras lesen.",
      start: "Gegenüber halten",
      hold: "Haltet die Bildschirme einander gegenüber, eine Hand breit entfernt.",
      looking: "Warte auf das andere Handy…",
      greeting: "Handy gefunden…",
      passing: "Nachrichten werden weitergegeben",
      level: "Alles weitergegeben.",
      refused: "Das Handy ist nicht in diesem Raum.",
      gone: "Das andere Handy ist außer Sicht.",
      again: "Noch mal",
      received: (n) => count(n, { one: "Nachricht erhalten", other: "Nachrichten erhalten" }),
    },
    settings: {
      on: "In der Nähe",
      onHint: "Nutzt WLAN oder Hotspot, solange die App offen ist.",
      save: "Akku sparen",
      saveHint: "Weniger Handys auf einmal.",
    },
  };
};
