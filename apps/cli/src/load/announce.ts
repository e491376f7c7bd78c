/** The organiser's part of a load run: announces to everybody, and takes it back at the end. */
import {
  type AnnounceRequest,
  parseAnnouncementList,
  type Route,
  routes,
} from "@festival-chat/protocol/organiser";

export interface Announcer {
  /** Settles when the relay has taken it. */
  announce(): Promise<void>;
  withdraw(): Promise<void>;
}

const lifeMillis = 600_000;

/**
 * Signs in at the console.
 * @param token of an organiser who may announce
 * @throws Error when the console does not take the token
 */
export async function createAnnouncer(origin: string, token: string): Promise<Announcer> {
  let cookie = "";
  async function ask(route: Route, body: object): Promise<unknown> {
    const answer = await fetch(origin + route.path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: origin, Cookie: cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`the organiser's console answered ${answer.status}`);
    cookie = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? cookie;
    return answer.json();
  }
  await ask(routes.signIn, { token });
  let standing: { readonly id: string; readonly revision: number } | undefined;
  return {
    async announce() {
      const now = Date.now();
      const request: AnnounceRequest = {
        id: null,
        revision: 0,
        level: "info",
        expiresAt: now + lifeMillis,
        nextUpdate: 0,
        rooms: [],
        texts: [{ language: "en", title: "Load test", body: "Nothing to do.", action: "" }],
      };
      const list = parseAnnouncementList(await ask(routes.announce, request));
      const newest = list?.announcements.toSorted((a, b) => b.issuedAt - a.issuedAt)[0];
      if (newest !== undefined) standing = { id: newest.id, revision: newest.revision };
    },
    async withdraw() {
      if (standing !== undefined) await ask(routes.withdraw, standing);
      standing = undefined;
    },
  };
}
