import type { Spoken } from "../spoken.ts";

/** Portuguese of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Testar a ligação",
  running: "A testar…",
  fine: "Tudo funciona",
  problems: (n) => count(n, { one: "problema", other: "problemas" }),
  again: "Testar outra vez",
  copy: "Copiar relatório",
  copied: "Copiado",
  copyFailed: "Não foi possível copiar.",
  explain: "O relatório não tem mensagens, nomes nem códigos.",
  debug: "Painel de depuração",
  took: (n) => `${n} ms`,
  waiting: "Ainda por testar",
  skipped: (title) => `Não testado: ${title}`,
  freeSpace: "Arranjar espaço",
  space: {
    title: "Arranjar espaço",
    explain: "Apaga fotos ou apps de que não precisas. As salas ocupam pouco.",
    rooms: "Sair de uma sala apaga aqui as suas mensagens.",
    holds: (n, megabytes) =>
      `${count(n, { one: "mensagem", other: "mensagens" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Sair",
    sure: "Sair de vez",
  },
  titles: {
    reach: "Servidor",
    signIn: "Wi-Fi",
    health: "Saúde do servidor",
    config: "Definições",
    headers: "Proteção",
    push: "Notificações",
    ice: "De telemóvel a telemóvel",
    upgrade: "Linha das mensagens",
    environment: "O servidor certo",
    clock: "Relógio",
    join: "Sala",
    roundTrip: "A enviar",
    history: "Receção",
    resume: "Voltar",
    idle: "Ficar ligado",
    storage: "Espaço do telemóvel",
    worker: "Sem rede",
  },
  works: {
    reach: "Responde",
    signIn: "Nenhum início de sessão",
    health: "Está bem",
    config: "Chegam",
    headers: "A página está protegida",
    push: "Este servidor pode enviá-las",
    ice: "Os telemóveis podem encontrar-se",
    upgrade: "Abre-se",
    environment: "É o desta app",
    clock: "Está certo",
    join: "Uma sala de teste deixa-te entrar",
    roundTrip: "Uma mensagem de teste fica guardada",
    history: "Um segundo telemóvel recebe-a",
    resume: "Chega o que faltava",
    idle: "Uma linha calma fica aberta",
    storage: "Guarda as tuas mensagens",
    worker: "A app abre na mesma",
  },
  faults: {
    "no-answer": {
      said: "Ninguém responde",
      advice: "Desliga e liga o Wi-Fi, ou vai para onde haja melhor rede.",
    },
    late: {
      said: "Demora demais",
      advice: "A rede aqui é muito fraca. Tenta noutro sítio.",
    },
    "sign-in": {
      said: "Este Wi-Fi pede um início de sessão",
      advice: "Abre a página de início de sessão e depois volta.",
    },
    "wrong-answer": {
      said: "Responde outra coisa",
      advice: "Vê o endereço ou avisa a organização.",
    },
    "no-link": {
      said: "Não abre",
      advice: "Esta rede bloqueia-a. Tenta com dados móveis.",
    },
    "wrong-address": {
      said: "Não está neste endereço",
      advice: "Abre o endereço do cartaz.",
    },
    "wrong-environment": {
      said: "É de outra app",
      advice: "Avisa a organização: mostra este relatório.",
    },
    version: {
      said: "Esta versão é antiga demais",
      advice: "Recarrega a página.",
    },
    clock: {
      said: "O relógio deste telemóvel está errado",
      advice: "Põe-no em automático nas definições do telemóvel.",
    },
    refused: {
      said: "Diz que não",
      advice: "Avisa a organização: mostra este relatório.",
    },
    "storage-denied": {
      said: "Este browser não guarda nada",
      advice: "Sai da navegação privada.",
    },
    "storage-full": {
      said: "Está quase cheio",
      advice: "Apaga fotos ou apps, ou sai de salas antigas.",
    },
    "no-worker": {
      said: "A app precisa de rede para abrir",
      advice: "Sai da navegação privada e usa o endereço https.",
    },
    "set-up": {
      said: "Não está bem configurado",
      advice: "Avisa a organização: mostra este relatório.",
    },
    "cut-off": { said: "Cai a meio", advice: "Esta rede bloqueia-a. Tenta com dados móveis." },
    bug: {
      said: "Algo está mal na app",
      advice: "Avisa a organização: mostra este relatório.",
    },
    other: {
      said: "Não deu",
      advice: "Avisa a organização: mostra este relatório.",
    },
  },
});
