/** What is asked of the platforms, for one place and one build. */
import { cacheControl, type InlineHashes, securityHeaders } from "@festival-chat/relay";
import type { Place } from "./place.ts";

/** A JSON string is a YAML string too (YAML 1.2, section 1.3), whatever a setting holds. */
const yamlText = (value: string): string => JSON.stringify(value);

/** The service definition of a relay. @param template deploy/cloud-run.yaml */
export function fillCloudRun(
  template: string,
  place: Place,
  image: string,
  commit: string,
): string {
  const env = [...place.settings].map(
    ([name, value]) => `            - name: ${name}\n              value: ${yamlText(value)}`,
  );
  return template
    .replaceAll("${SERVICE}", () => place.service)
    .replaceAll("${IMAGE}", () => image)
    .replaceAll("${COMMIT}", () => commit)
    .replace(/^ *# ENV$/mu, () => env.join("\n"));
}

/** Places in the app, which are its one page; files come first. */
const places = "/((?!assets/)[\\w-]+(?:/[\\w-]+)*)";

/**
 * vercel.json of the web app: the headers that the relay would send, and `/config.json` as the relay
 * says it, so that one built app serves every environment.
 * @param inline what is written into the page
 */
export function webHostSettings(place: Place, inline: InlineHashes): string {
  const socket = place.relayOrigin.replace(/^http/u, "ws");
  const always = securityHeaders({ connect: [socket], inline, hsts: true });
  const headersOf = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));
  const caching = (source: string, path: string) => ({
    source,
    headers: headersOf({ "Cache-Control": cacheControl(path) }),
  });
  const settings = {
    $schema: "https://openapi.vercel.sh/vercel.json",
    framework: null,
    buildCommand: null,
    installCommand: null,
    outputDirectory: ".",
    headers: [
      { source: "/(.*)", headers: headersOf(always) },
      caching("/assets/(.*)", "/assets/"),
      caching("/", "/index.html"),
      caching(places, "/index.html"),
      caching("/sw.js", "/sw.js"),
      // The relay says so as well; a host that passes it on need not pass on its headers.
      { source: "/config.json", headers: headersOf({ "Cache-Control": "no-store" }) },
    ],
    // The console's cookie and passkeys belong to the relay's own name.
    redirects: [
      {
        source: "/organiser",
        destination: `${place.relayOrigin}/organiser`,
        permanent: false,
      },
    ],
    rewrites: [
      { source: "/config.json", destination: `${place.relayOrigin}/config.json` },
      { source: places, destination: "/" },
    ],
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
}
