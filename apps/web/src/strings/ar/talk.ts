import type { Spoken } from "../spoken.ts";

/** Arabic of what one does with messages. */
export const talk: Spoken<"talk"> = ({ form }) => ({
  actions: {
    react: "تفاعل",
    more: "رموز أخرى",
    reply: "رد",
    copy: "نسخ النص",
    copied: "نُسخ",
    copyFailed: "تعذّر النسخ.",
    edit: "تعديل",
    remove: "حذف للجميع",
    details: "تفاصيل الإرسال",
    block: (name) => `حظر ${name}`,
    gone: "هذه الرسالة لم تعد هنا.",
  },
  remove: {
    title: "حذف هذه الرسالة؟",
    explain: "الهواتف بلا إشارة تعرضها حتى تتصل. ربما قرأها بعضهم.",
    confirm: "حذف للجميع",
    keep: "إبقاء",
    done: "حُذفت لكل من لديه إشارة.",
    later: "حُذفت هنا. وعند غيرك حين تعود إشارتك.",
    failed: "لم ينجح ذلك. حاول مجددًا.",
  },
  block: {
    title: (name) => `حظر ${name}؟`,
    explain: "لن ترى شيئًا من هذا الشخص، هنا ولاحقًا. لن يعلم أحد.",
    confirm: "حظر",
    keep: "إبقاء",
    done: (name) => `حُظر ${name}`,
  },
  details: {
    title: "تفاصيل الإرسال",
    from: "من",
    written: "كُتبت",
    arrived: "وصلت",
    notYet: "ليس بعد",
    state: "الحالة",
    edited: "عُدّلت",
    times: (n) =>
      `${form(n, { zero: "أبدًا", one: "مرة واحدة", two: "مرتين", few: `${n} مرات`, many: `${n} مرة`, other: `${n} مرة` })}`,
    late: "متأخرة",
    lateBy: (n) =>
      `${form(n, { zero: `${n} دقيقة`, one: "دقيقة واحدة", two: "دقيقتان", few: `${n} دقائق`, many: `${n} دقيقة`, other: `${n} دقيقة` })}`,
    saved: "محفوظة على هذا الهاتف. تُرسل وحدها عند وجود إشارة.",
    sending: "في الطريق.",
    sent: "وصلت. يستلمها الجميع حين تكون لديهم إشارة.",
    refused: "لم تُقبل. لن تُرسل وحدها.",
  },
  reactions: {
    title: "التفاعلات",
    pick: "اختيار رمز تعبيري",
    recent: "الأخيرة",
    all: "رموز تعبيرية",
    other: "أو اكتب أي رمز تعبيري",
    give: "تفاعل",
    notOne: "هذا ليس رمزًا تعبيريًا.",
    failed: "لم ينجح ذلك. حاول مجددًا.",
  },
  aim: {
    reply: (name) => `رد على ${name}`,
    edit: "تعديل الرسالة",
    cancel: "إلغاء",
  },
  undo: {
    discarded: "تم التراجع. لم يرها أحد.",
    removed: "حُذفت لكل من لديه إشارة.",
    nothing: "فات وقت التراجع.",
  },
  mention: {
    list: "أشخاص يمكن ذكرهم",
    here: "الجميع",
  },
  typing: {
    one: (name) => `${name} يكتب…`,
    two: (one, other) => `${one} و${other} يكتبان…`,
    many: "عدة أشخاص يكتبون…",
  },
  search: {
    title: "بحث",
    field: "كلمات أو اسم",
    explain: "يبحث في رسائل هذا الهاتف.",
    found: (n) =>
      `${form(n, { zero: "لا رسائل", one: "رسالة واحدة", two: "رسالتان", few: `${n} رسائل`, many: `${n} رسالة`, other: `${n} رسالة` })}`,
    more: (n) => `أحدث ${n}`,
    none: "لا شيء على هذا الهاتف.",
  },
});
