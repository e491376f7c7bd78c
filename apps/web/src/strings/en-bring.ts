/** What is said about bringing people in and taking rooms along, in English: apart, because it is rare. */

export const enBring = {
  poster: {
    title: "Poster",
    print: "Print",
    wifi: "Wi-Fi name, if there is one",
    wifiExample: "Camp-Guest",
    claim: "No app. No account.",
    point: "Point your camera.",
    words: "Or type these six words",
    opens: "It opens",
    band: "Same band on your phone? It’s the right room.",
    joinWifi: (name: string) => `If it doesn’t load: join Wi-Fi ${name}`,
  },
} as const;
