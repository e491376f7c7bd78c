import type { Spoken } from "../spoken.ts";

/** Arabic of the first screen. */
export const first: Spoken<"first"> = ({ form }) => ({
  language: "ar-u-nu-latn",
  room: {
    back: "رجوع",
    invite: "دعوة",
    menu: "قائمة الغرفة",
    here: (n) => `${n} هنا`,
    private: "خاصة",
    privateLong: "خاصة: لا يقرأ هنا إلا من معه الرمز",
    unnamed: "غرفة",
    notAnInvite: "هذا ليس رمز غرفة.",
    messages: "الرسائل",
    conversation: "المحادثة",
    connection: "الاتصال",
    noMessages: "ابدأ بالسلام",
    emptyHint: "السوار نفسه على الهاتف بجانبك؟ أنتما في الغرفة نفسها.",
    loadEarlier: "عرض الأقدم",
    missing: "هنا رسائل ناقصة",
    missingSome: (n) =>
      `تنقص هنا ${form(n, { zero: "رسائل", one: "رسالة واحدة", two: "رسالتان", few: `${n} رسائل`, many: `${n} رسالة`, other: `${n} رسالة` })}`,
    earlierArrived: (n) =>
      `وصلت ${form(n, { zero: "رسائل أقدم", one: "رسالة أقدم", two: "رسالتان أقدم", few: `${n} رسائل أقدم`, many: `${n} رسالة أقدم`, other: `${n} رسالة أقدم` })}`,
    jump: "إلى الأحدث",
    newMessages: (n) =>
      `${form(n, { zero: "لا رسائل جديدة", one: "رسالة جديدة", two: "رسالتان جديدتان", few: `${n} رسائل جديدة`, many: `${n} رسالة جديدة`, other: `${n} رسالة جديدة` })}`,
    removed: "محذوفة",
    newer: "هذا يحتاج إلى إصدار أحدث من التطبيق.",
    edited: "معدّلة",
    equivocal: "أرسل هذا الهاتف نسختين منها.",
    arrived: (time) => `وصلت ${time}`,
    you: (name) => `${name} (أنت)`,
    today: "اليوم",
    yesterday: "أمس",
    now: "الآن",
    minutes: (n) => `${n} د`,
    me: "أنت",
    hidden: "رسالة مخفية",
    onItsWay: "الرسالة في الطريق",
    repliedTo: (name) => `رد على ${name}`,
    mentionsYou: "تذكرك بالاسم",
    actions: "خيارات الرسالة",
    undo: "تراجع",
    unread: "رسائل جديدة",
  },
  delivery: {
    saved: "محفوظة على هذا الهاتف",
    sending: "قيد الإرسال",
    sent: "أُرسلت",
    refused: "لم تُرسل",
  },
  composer: {
    message: "الرسالة",
    placeholder: "رسالة…",
    placeholderWaiting: "رسالة… تُرسل وحدها لاحقًا",
    send: "إرسال",
    name: "اسمك",
    showAs: "اسمك هنا",
    starters: ["👋 أنا هنا", "📍 أين أنتم؟", "في الطريق إليكم"],
    startersLabel: "رسائل سريعة",
    tooLong: "أطول من رسالة واحدة. أرسلها في رسالتين.",
    failed: "لم ينجح ذلك. نصّك ما زال هنا.",
  },
  connection: {
    connecting: "جارٍ الاتصال…",
    online: "متصل",
    slow: "إشارة ضعيفة",
    waiting: "لا إشارة · الرسائل تنتظر هنا",
    catchingUp: (n) =>
      `جارٍ جلب ${form(n, { zero: "الرسائل", one: "رسالة واحدة", two: "رسالتين", few: `${n} رسائل`, many: `${n} رسالة`, other: `${n} رسالة` })}…`,
    signIn: "شبكة الواي فاي هذه تطلب تسجيل الدخول",
    update: "هذا الإصدار قديم جدًا. أعد تحميل الصفحة.",
    refused: "هذا ليس العنوان الصحيح.",
  },
  theme: {
    toNoon: "شاشة النهار",
    toNight: "شاشة الليل",
  },
  notice: {
    loadFailed: "تعذّر فتح ذلك. حاول مجددًا مع إشارة.",
  },
  announce: {
    one: (name, text) => `${name}: ${text}`,
    many: (n, name) =>
      `${form(n, { zero: "لا رسائل جديدة", one: "رسالة جديدة", two: "رسالتان جديدتان", few: `${n} رسائل جديدة`, many: `${n} رسالة جديدة`, other: `${n} رسالة جديدة` })}، آخرها من ${name}`,
  },
});
