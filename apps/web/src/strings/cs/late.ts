import type { Spoken } from "../spoken.ts";

/** Czech of home and dialogs. */
export const late: Spoken<"late"> = ({ count, form }) => ({
  membership: {
    noSuchRoom: "Taková místnost není: zkontroluj slova",
    noSuchRoomHint:
      "Jedno špatné slovo otevře jinou místnost. Řekni si o kód nebo napiš slova znovu.",
    tryWords: "Napsat slova znovu",
    forget: "Odebrat místnost",
    closed: "Tahle místnost je zavřená.",
    refused: "Tahle místnost tě nepustí dál.",
    refusedHint: "Řekni někomu o nový kód.",
  },
  list: {
    earlierArrived: (n) =>
      `${form(n, { one: "Dorazila", few: "Dorazily", other: "Dorazilo" })} ${count(n, { one: "starší zpráva", few: "starší zprávy", many: "starší zprávy", other: "starších zpráv" })}`,
    jump: "Na nejnovější",
    newMessages: (n) =>
      count(n, {
        one: "nová zpráva",
        few: "nové zprávy",
        many: "nové zprávy",
        other: "nových zpráv",
      }),
    toMention: "Kde tě zmínili",
    showMore: "Ukázat víc",
    showLess: "Ukázat míň",
    removedBy: (name) => `Kdo to smazal: ${name}`,
    removedByHost: "Smazal hostitel",
  },
  pins: {
    title: "Připnuté zprávy",
    unfold: (n) =>
      `Ukázat ${count(n, { one: "připnutou zprávu", few: "připnuté zprávy", many: "připnuté zprávy", other: "připnutých zpráv" })}`,
    fold: "Ukázat jednu připnutou",
    unpin: (name) => `Odepnout slova: ${name}`,
  },
  link: {
    title: "Otevřít tenhle odkaz?",
    explain: "Odkazy sem může dát kdokoli. Otvírej jen to, co znáš.",
    open: "Otevřít odkaz",
    stay: "Zůstat tady",
  },
  theme: {
    night: "Noc",
    noon: "Slunce",
    auto: "Auto",
    toNoon: "Zapnout sluneční obraz",
    toNight: "Zapnout noční obraz",
  },
  language: {
    title: "Jazyk",
    failed: "Tenhle jazyk potřebuje signál. Zkus to znovu.",
  },
  testServer: (environment) => `Testovací server · ${environment}`,

  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (n, name) =>
      `${count(n, { one: "nová zpráva", few: "nové zprávy", many: "nové zprávy", other: "nových zpráv" })}, poslední od: ${name}`,
    count: (n) =>
      count(n, {
        one: "nová zpráva",
        few: "nové zprávy",
        many: "nové zprávy",
        other: "nových zpráv",
      }),
  },
  reach: {
    elsewhere: (n) =>
      `${count(n, { one: "nová zpráva", few: "nové zprávy", many: "nové zprávy", other: "nových zpráv" })} v jiných místnostech`,
    title: (count, name) => `(${count}) ${name}`,
  },
  entered: {
    ask: "Jsi tam. Jiné jméno?",
    change: "Jméno…",
    fine: "V pohodě",
  },
  openNote: "Tady to může číst a uložit každý.",
  delivery: {
    retry: "Poslat znovu",
    discard: "Smazat",
    unsent: "6 hodin se to neodeslalo.",
  },
  connection: {
    check: "Test připojení",
    asOf: (time) => `Stav v ${time}`,
  },
  notice: {
    signIn: "Tahle Wi-Fi chce přihlášení.",
    open: "Otevřít",
    freeSpace: "Udělat místo",
    storageDenied: "Tenhle prohlížeč nic neukládá: po zavření stránky budou zprávy pryč.",
    storageFull: "Mobil je plný",
    wrongEnvironment: (ours, theirs) => `Tohle je aplikace pro ${ours}, ale našla ${theirs}.`,
    update: "Nová verze",
    updateNow: "Aktualizovat",
    dismiss: "OK",
  },
  home: {
    headline: "Naskenuj. Jsi tam.",
    promise: "Skupinový chat na festivaly. Bez aplikace, bez účtu, a čtou jen tví lidé.",
    offline: "Bez signálu? Zprávy počkají v mobilu a odejdou samy.",
    start: "Založit místnost",
    scan: "Načíst kód",
    words: "Šest slov",
    rooms: "Místnosti",
    otherPhone: "Přecházíš z jiného mobilu?",
    none: "Tady zůstanou místnosti, které založíš nebo kam vejdeš.",
    draft: (text) => `Koncept: ${text}`,
    you: "Ty",
  },
  start: {
    title: "Založit místnost",
    name: "Název místnosti",
    example: "Tábor Sova",
    explain: "Dostaneš kód, který ukážeš svým. Pro ostatní je místnost zamčená.",
    submit: "Založit místnost",
    starting: "Zakládám…",
    needsName: "Nejdřív místnost pojmenuj.",
    failed: "Nepovedlo se to. Zkus to znovu.",
  },
  scan: {
    title: "Načíst nebo vložit kód",
    aim: "Namiř na kód na displeji kamaráda.",
    starting: "Zapínám fotoaparát…",
    noCamera: "Tady není fotoaparát. Vyber fotku nebo vlož odkaz.",
    cameraDenied: "Fotoaparát není povolený. Vyber fotku nebo napiš šest slov.",
    photo: "Vybrat fotku",
    noCode: "Na fotce není kód. Zkus ostřejší.",
    torch: "Světlo",
    paste: "Odkaz nebo šest slov",
    pasteExample: "Vlož to sem",
    submit: "Otevřít",
  },
  words: {
    title: "Napsat šest slov",
    field: "Šest slov",
    example: "slovo 1, slovo 2 …",
    explain: "Stačí první tři písmena každého slova.",
    word: (n) => `slovo ${n}`,
    submit: "Vstoupit",
    joining: "Vstupuji…",
    unknown: (word) => `„${word}“ není žádné z našich slov.`,
    didYouMean: "Myslíš",
    count: (n) =>
      `Zatím ${count(n, { one: "slovo", few: "slova", many: "slova", other: "slov" })} ze šesti`,
    tooMany: "To je víc než šest slov.",
  },
  invite: {
    title: "Pozvat",
    qr: "QR kód",
    brighter: "Zvyš jas displeje",
    link: "Odkaz na místnost",
    words: "Slova místnosti",
    wordsHint: "Nebo řekni těchhle šest slov:",
    copy: "Kopírovat odkaz",
    copied: "Zkopírováno",
    copyFailed: "Označ odkaz a zkopíruj ho.",
    share: "Sdílet",
    shareText: (room) => `Přidej se do ${room} ve Festival Chatu`,
    warning: (room) => `Kdo má tenhle odkaz, může číst ${room}.`,
    poster: "Vytisknout plakát",
    close: "Zavřít",
  },
});
