import type { Spoken } from "../spoken.ts";

/** Arabic of the part "check". */
export const check: Spoken<"check"> = () => ({
  copied: "نُسخ",
  copyFailed: "تعذّر النسخ.",
  space: {
    leave: "مغادرة",
  },
  titles: {
    join: "غرفة",
    roundTrip: "قيد الإرسال",
  },
  works: {
    upgrade: "يفتح",
  },
  faults: {
    "sign-in": {
      said: "شبكة الواي فاي هذه تطلب تسجيل الدخول",
    },
  },
});
