import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "nearby". */
export const nearby: Spoken<"nearby"> = ({ count }) => {
  const phones = { one: "telemóvel", other: "telemóveis" };
  return {
    title: "Perto",
    line: (n) => `Sem internet · ${count(n, phones)} perto`,
    composer: "Mensagem… chega a quem está perto",
    passed: (n) => `Passada a ${count(n, phones)} perto`,
    explain: "Procura telemóveis no mesmo Wi-Fi ou hotspot.",
    explainMore: "Sem internet, as mensagens vão de telemóvel em telemóvel.",
    turnOn: "Procurar telemóveis perto",
    found: (n) => `${count(n, phones)} perto`,
    looking: "À procura de telemóveis…",
    nobody: "Ainda nenhum telemóvel desta sala perto",
    unnamed: "Um telemóvel desta sala",
    linked: "Ligados sem internet",
    trouble: {
      missing: "Este browser não encontra telemóveis perto. As mensagens esperam pela internet.",
      "no-address": "Este telemóvel não está em nenhum Wi-Fi ou hotspot. Liga-o e volta aqui.",
      "no-way": "Este Wi-Fi separa os telemóveis. Um abre um hotspot e os outros entram.",
      denied: "A procura está bloqueada. Permite-a nas definições do browser.",
    },
    help: {
      title: "Para os telemóveis se encontrarem",
      stand: "Fiquem a menos de 30 m.",
      wifi: "O mesmo Wi-Fi, ou um abre um hotspot.",
      screen: "Deixa este ecrã ligado.",
      carry: "Quem tiver internet envia por todos.",
    },
    pair: {
      title: "Sem internet nenhuma?",
      explain: "Leiam o código um do outro. Tanto faz quem começa.",
      show: "Mostrar o meu código",
      scan: "Ler um telemóvel",
      hold: "Mostra isto ao outro telemóvel.",
      scanNext: "Lido? Lê agora o código dele.",
      aim: "Aponta para o código do outro telemóvel.",
      nowShow: "Já está. Agora o outro telemóvel lê isto.",
      making: "A criar o teu código…",
      done: (name) => `Ligado a ${name}`,
      "not-a-card": "Isso não é um código de telemóveis perto.",
      own: "Esse é o código deste telemóvel.",
      "linked-already": "Estes dois já estão ligados.",
      silent: "Não deu. Tenta outra vez.",
      stop: "Parar",
    },
    settings: {
      on: "Perto",
      onHint: "Usa Wi-Fi ou hotspot com a app aberta.",
      save: "Poupar bateria",
      saveHint: "Menos telemóveis de cada vez.",
    },
  };
};
