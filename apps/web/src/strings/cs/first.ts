import type { Spoken } from "../spoken.ts";

/** Czech of the first screen. */
export const first: Spoken<"first"> = ({ count, form }) => ({
  language: "cs",
  room: {
    back: "Zpět",
    invite: "Pozvat",
    menu: "Nabídka místnosti",
    here: (n) => `${n} tady`,
    private: "Soukromá",
    privateLong: "Soukromá: čte jen ten, kdo má kód",
    unnamed: "Místnost",
    notAnInvite: "Tohle není kód místnosti.",
    messages: "Zprávy",
    conversation: "Rozhovor",
    connection: "Připojení",
    noMessages: "Pozdrav první",
    emptyHint: "Stejný náramek na mobilu vedle tebe? Jste ve stejné místnosti.",
    loadEarlier: "Načíst starší",
    missing: "Tady chybí zprávy",
    missingSome: (n) =>
      `Tady chybí ${count(n, { one: "zpráva", few: "zprávy", many: "zprávy", other: "zpráv" })}`,
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
    removed: "Smazáno",
    newer: "Na tohle je potřeba novější verze aplikace.",
    edited: "upraveno",
    equivocal: "Tenhle mobil poslal dvě verze.",
    arrived: (time) => `dorazilo ${time}`,
    you: (name) => `${name} (ty)`,
    today: "Dnes",
    yesterday: "Včera",
    now: "teď",
    minutes: (n) => `${n} min`,
    me: "ty",
    hidden: "Zpráva je skrytá",
    onItsWay: "Zpráva je na cestě",
    repliedTo: (name) => `odpověď pro: ${name}`,
    mentionsYou: "zmiňuje tě",
    actions: "Možnosti zprávy",
    undo: "Vrátit",
    unread: "Nové zprávy",
  },
  delivery: {
    saved: "Uloženo v tomhle mobilu",
    sending: "Odesílá se",
    sent: "Odesláno",
    refused: "Neodesláno",
  },
  composer: {
    message: "Zpráva",
    placeholder: "Zpráva…",
    placeholderWaiting: "Zpráva… odejde sama později",
    send: "Odeslat",
    name: "Tvoje jméno",
    showAs: "Tady jsi",
    starters: ["👋 Jsem tady", "📍 Kde jste?", "Jdu k vám"],
    startersLabel: "Rychlé zprávy",
    tooLong: "Na jednu zprávu moc dlouhé. Pošli dvě.",
    failed: "Nepovedlo se to. Tvůj text tu zůstal.",
  },
  connection: {
    connecting: "Připojuji…",
    online: "Online",
    slow: "Slabý signál",
    waiting: "Bez signálu · zprávy čekají tady",
    catchingUp: (n) =>
      `Stahuji ${count(n, { one: "zprávu", few: "zprávy", many: "zprávy", other: "zpráv" })}…`,
    signIn: "Tahle Wi-Fi chce přihlášení",
    update: "Tahle verze je moc stará. Načti stránku znovu.",
    refused: "Tohle není správná adresa.",
  },
  theme: {
    toNoon: "Zapnout sluneční obraz",
    toNight: "Zapnout noční obraz",
  },
  notice: {
    loadFailed: "Nešlo to otevřít. Zkus to znovu se signálem.",
  },
  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (n, name) =>
      `${count(n, { one: "nová zpráva", few: "nové zprávy", many: "nové zprávy", other: "nových zpráv" })}, poslední od: ${name}`,
  },
});
