import type { Spoken } from "../spoken.ts";

/** Arabic of the part "announcements". */
export const announcements: Spoken<"announcements"> = () => ({
  region: "من المنظّم",
  info: "معلومة",
  important: "مهم",
  emergency: "طوارئ",
  hide: "إخفاء",
  fold: "تصغير",
  read: "قرأتُ هذا",
  help: "أحتاج إلى مساعدة",
  footer: "اتبع الطاقم ومكبرات الصوت.",
  language: "اللغة",
  update: (revision) => `تحديث ${revision}`,
  next: (time) => `التحديث التالي ${time}`,
  late: (sent, reached) => `أُرسل ${sent} · وصلك ${reached}`,
  more: (count) => `${count} أخرى`,
  call: "اتصل بـ 112",
  show: "أرِ هذه الشاشة للطاقم",
  say: "أحتاج إلى مساعدة. خذوني إلى الإسعاف الأولي.",
  back: "رجوع",
});
