import type { Spoken } from "../spoken.ts";

/** Arabic of the part "bring". */
export const bring: Spoken<"bring"> = () => ({
poster: {
title: "ملصق",
print: "طباعة",
wifi: "اسم الواي فاي إن وُجد",
wifiExample: "Camp-Guest",
claim: "بلا تطبيق. بلا حساب.",
point: "وجّه الكاميرا.",
words: "أو اكتب هذه الكلمات الست",
opens: "يفتح",
band: "السوار نفسه على هاتفك؟ هذه هي الغرفة الصحيحة.",
joinWifi: (name) => `إن لم يفتح: اتصل بشبكة الواي فاي ${name}`,
},
take: {
no: "ليس الآن",
},
install: {
copyLink: "نسخ الرابط",
},
});
