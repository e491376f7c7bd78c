import type { Spoken } from "../spoken.ts";

/** Arabic of the part "people". */
export const people: Spoken<"people"> = () => ({
  members: {
    title: "الأشخاص",
    here: "هنا الآن",
    you: "أنت",
    block: "حظر",
    unblock: "إلغاء الحظر",
    blocked: "محظور",
    nobody: "لم يكتب أحد هنا بعد.",
  },
  host: {
    title: "أدوات المضيف",
  },
});
