import type { Spoken } from "../spoken.ts";

/** Arabic of the part "check". */
export const check: Spoken<"check"> = ({ form }) => ({
  title: "فحص الاتصال",
  running: "جارٍ الفحص…",
  fine: "كل شيء يعمل",
  problems: (n) =>
    `${form(n, { zero: "لا مشاكل", one: "مشكلة واحدة", two: "مشكلتان", few: `${n} مشاكل`, many: `${n} مشكلة`, other: `${n} مشكلة` })}`,
  again: "فحص من جديد",
  copy: "نسخ التقرير",
  copied: "نُسخ",
  copyFailed: "تعذّر النسخ.",
  explain: "لا رسائل ولا أسماء ولا رموز في التقرير.",
  debug: "لوحة التصحيح",
  took: (n) => `${n} ms`,
  waiting: "لم يُفحص بعد",
  skipped: (title) => `لم يُفحص: ${title}`,
  freeSpace: "توفير مساحة",
  space: {
    title: "توفير مساحة",
    explain: "احذف صورًا أو تطبيقات لا تحتاجها. الغرف تأخذ القليل.",
    rooms: "مغادرة غرفة تحذف رسائلها هنا.",
    holds: (n, megabytes) =>
      `${form(n, { zero: "لا رسائل", one: "رسالة واحدة", two: "رسالتان", few: `${n} رسائل`, many: `${n} رسالة`, other: `${n} رسالة` })} · ${megabytes.toFixed(1)} MB`,
    leave: "مغادرة",
    sure: "مغادرة نهائية",
  },
  titles: {
    reach: "الخادم",
    signIn: "الواي فاي",
    health: "حال الخادم",
    config: "الإعدادات",
    upgrade: "خط الرسائل",
    environment: "الخادم الصحيح",
    clock: "الساعة",
    join: "غرفة",
    roundTrip: "قيد الإرسال",
    history: "الاستلام",
    storage: "ذاكرة الهاتف",
    worker: "بلا إشارة",
  },
  works: {
    reach: "يجيب",
    signIn: "لا تسجيل دخول يعيق",
    health: "بخير",
    config: "تصل",
    upgrade: "يفتح",
    environment: "يتبع هذا التطبيق",
    clock: "مضبوطة",
    join: "غرفة تجربة تسمح لك بالدخول",
    roundTrip: "رسالة تجربة تُحفظ",
    history: "هاتف ثانٍ يستلمها",
    storage: "تحفظ رسائلك",
    worker: "التطبيق يفتح على أي حال",
  },
  faults: {
    "no-answer": {
      said: "لا أحد يجيب",
      advice: "أطفئ الواي فاي وشغّله، أو اذهب إلى إشارة أقوى.",
    },
    late: {
      said: "يستغرق وقتًا طويلًا",
      advice: "الإشارة ضعيفة جدًا هنا. حاول من مكان آخر.",
    },
    "sign-in": {
      said: "شبكة الواي فاي هذه تطلب تسجيل الدخول",
      advice: "افتح صفحة تسجيل الدخول ثم عُد.",
    },
    "wrong-answer": {
      said: "شيء آخر يجيب",
      advice: "راجع العنوان أو أخبر المنظمين.",
    },
    "no-link": {
      said: "لا يُفتح",
      advice: "هذه الشبكة تمنعه. جرّب بيانات الهاتف.",
    },
    "wrong-address": {
      said: "ليس في هذا العنوان",
      advice: "افتح العنوان المكتوب على الملصق.",
    },
    "wrong-environment": {
      said: "يتبع تطبيقًا آخر",
      advice: "أخبر المنظمين: أرهم هذا التقرير.",
    },
    version: {
      said: "هذا الإصدار قديم جدًا",
      advice: "أعد تحميل الصفحة.",
    },
    clock: {
      said: "ساعة هذا الهاتف غير مضبوطة",
      advice: "اضبطها على التلقائي في إعدادات الهاتف.",
    },
    refused: {
      said: "يرفض",
      advice: "أخبر المنظمين: أرهم هذا التقرير.",
    },
    "storage-denied": {
      said: "هذا المتصفح لا يحفظ شيئًا",
      advice: "اخرج من التصفح الخاص.",
    },
    "storage-full": {
      said: "تكاد تمتلئ",
      advice: "احذف صورًا أو تطبيقات، أو غادر غرفًا قديمة.",
    },
    "no-worker": {
      said: "التطبيق يحتاج إلى إشارة ليفتح",
      advice: "اخرج من التصفح الخاص واستخدم عنوان https.",
    },
    bug: {
      said: "هناك خلل في التطبيق",
      advice: "أخبر المنظمين: أرهم هذا التقرير.",
    },
    other: {
      said: "لم ينجح ذلك",
      advice: "أخبر المنظمين: أرهم هذا التقرير.",
    },
  },
});
