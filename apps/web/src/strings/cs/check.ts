import type { Spoken } from "../spoken.ts";

/** Czech of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Test připojení",
  running: "Testuji…",
  fine: "Všechno funguje",
  problems: (n) =>
    count(n, { one: "problém", few: "problémy", many: "problému", other: "problémů" }),
  again: "Otestovat znovu",
  copy: "Kopírovat zprávu o testu",
  copied: "Zkopírováno",
  copyFailed: "Nešlo to zkopírovat.",
  explain: "Ve zprávě o testu nejsou zprávy, jména ani kódy.",
  debug: "Ladicí panel",
  took: (n) => `${n} ms`,
  waiting: "Ještě neotestováno",
  skipped: (title) => `Neotestováno: ${title}`,
  freeSpace: "Udělat místo",
  space: {
    title: "Udělat místo",
    explain: "Smaž fotky nebo aplikace, které nepotřebuješ. Místnosti zaberou málo.",
    rooms: "Když místnost opustíš, její zprávy se tu smažou.",
    holds: (n, size) =>
      `${count(n, { one: "zpráva", few: "zprávy", many: "zprávy", other: "zpráv" })} · ${size}`,
    leave: "Opustit",
    sure: "Opustit navždy",
  },
  titles: {
    reach: "Server",
    signIn: "Wi-Fi",
    health: "Zdraví serveru",
    config: "Nastavení",
    headers: "Ochrana",
    push: "Oznámení",
    ice: "Z mobilu na mobil",
    upgrade: "Linka pro zprávy",
    environment: "Správný server",
    clock: "Hodiny",
    join: "Místnost",
    roundTrip: "Odesílá se",
    history: "Příjem",
    resume: "Návrat",
    idle: "Zůstat připojen",
    storage: "Paměť mobilu",
    worker: "Bez signálu",
  },
  works: {
    reach: "Odpovídá",
    signIn: "Žádné přihlášení v cestě",
    health: "Je v pořádku",
    config: "Dorazí",
    headers: "Stránka je chráněná",
    push: "Tento server je umí posílat",
    ice: "Mobily se mohou najít",
    upgrade: "Otevře se",
    environment: "Patří k téhle aplikaci",
    clock: "Jdou správně",
    join: "Zkušební místnost tě pustí",
    roundTrip: "Zkušební zpráva se uloží",
    history: "Druhý mobil ji dostane",
    resume: "Co chybělo, dorazí",
    idle: "Tichá linka zůstane otevřená",
    storage: "Uchová tvoje zprávy",
    worker: "Aplikace se i tak otevře",
  },
  faults: {
    "no-answer": {
      said: "Nikdo neodpovídá",
      advice: "Vypni a zapni Wi-Fi nebo jdi za lepším signálem.",
    },
    late: {
      said: "Trvá to moc dlouho",
      advice: "Signál je tu velmi slabý. Zkus to jinde.",
    },
    "sign-in": {
      said: "Tahle Wi-Fi chce přihlášení",
      advice: "Otevři přihlašovací stránku a pak se vrať.",
    },
    "wrong-answer": {
      said: "Odpovídá něco jiného",
      advice: "Zkontroluj adresu nebo to řekni pořadatelům.",
    },
    "no-link": {
      said: "Neotevře se",
      advice: "Tahle síť ji blokuje. Zkus mobilní data.",
    },
    "wrong-address": {
      said: "Ne na téhle adrese",
      advice: "Otevři adresu z plakátu.",
    },
    "wrong-environment": {
      said: "Patří k jiné aplikaci",
      advice: "Řekni to pořadatelům: ukaž jim tenhle test.",
    },
    version: {
      said: "Tahle verze je moc stará",
      advice: "Načti stránku znovu.",
    },
    clock: {
      said: "Hodiny mobilu jdou špatně",
      advice: "Nastav je v mobilu na automatické.",
    },
    refused: {
      said: "Říká ne",
      advice: "Řekni to pořadatelům: ukaž jim tenhle test.",
    },
    "storage-denied": {
      said: "Tenhle prohlížeč nic neukládá",
      advice: "Opusť anonymní režim.",
    },
    "storage-full": {
      said: "Je skoro plná",
      advice: "Smaž fotky nebo aplikace, nebo opusť staré místnosti.",
    },
    "no-worker": {
      said: "Aplikace potřebuje signál, aby se otevřela",
      advice: "Opusť anonymní režim a použij adresu https.",
    },
    "set-up": {
      said: "Není to dobře nastavené",
      advice: "Řekni to pořadatelům: ukaž jim tenhle test.",
    },
    "cut-off": { said: "Přeruší se to", advice: "Tahle síť ji blokuje. Zkus mobilní data." },
    bug: {
      said: "V aplikaci je něco špatně",
      advice: "Řekni to pořadatelům: ukaž jim tenhle test.",
    },
    other: {
      said: "Nepovedlo se to",
      advice: "Řekni to pořadatelům: ukaž jim tenhle test.",
    },
  },
});
