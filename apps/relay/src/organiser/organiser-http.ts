/**
 * The console's requests: which route, who asks, whether they may; then the answer.
 *
 * Order of judgement: route, method, origin, session, role, second proof, body. Nothing of a body is
 * read for somebody who may not ask.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Route, type RouteName, roles, routes } from "@festival-chat/protocol/organiser";
import { clientAddress, createIpTags } from "../ip-tag.ts";
import { createActs } from "./acts.ts";
import { type Answer, type Answers, fault, faultBody, type SignedIn, statusOf } from "./answer.ts";
import type { Desk } from "./desk.ts";
import { createLooks } from "./looks.ts";
import {
  looksFromHere,
  type OriginPolicy,
  ownOrigin,
  readBody,
  sessionCookie,
  sessionSecret,
} from "./request.ts";
import { createRoomIndex } from "./room-index.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { createSignIn } from "./sign-in.ts";
import { createTries } from "./tries.ts";

/** Everything under it is the console's. */
export const apiPrefix = "/organiser/api/";

export interface OrganiserHttp {
  /** Answers a request whose path begins with {@link apiPrefix}. Never rejects. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void>;
  readonly sessions: Sessions;
}

const routeEntries = Object.entries(routes) as readonly (readonly [RouteName, Route])[];

export function createOrganiserHttp(
  desk: Desk,
  options: OriginPolicy & { readonly trustsProxy: boolean },
): OrganiserHttp {
  const { now, organisers } = desk;
  const sessions = createSessions(now);
  const index = createRoomIndex(desk);
  const ipTagOf = createIpTags(now);
  const answers: Answers<RouteName> = {
    ...createSignIn(desk, sessions, createTries()),
    ...createLooks(desk, index),
    ...createActs(desk, index),
  };

  function whoAsks(request: IncomingMessage): SignedIn | undefined {
    const secret = sessionSecret(request, options);
    const session = secret === "" ? undefined : sessions.use(secret);
    if (session === undefined) return undefined;
    // Read anew each time: an organiser who was removed is out at once.
    const organiser = organisers.find(session.organiser);
    if (organiser !== undefined) return { organiser, session, secret };
    sessions.end(secret);
    return undefined;
  }

  function refusal(route: Route, who: SignedIn | undefined): Answer | undefined {
    if (route.role === "anybody") return undefined;
    if (who === undefined) return fault("signed-out");
    if (roles.indexOf(who.organiser.role) < roles.indexOf(route.role)) return fault("role");
    const proved = who.session.steppedUpUntil > now();
    return route.stepUp === "always" && !proved ? fault("step-up") : undefined;
  }

  async function decide(request: IncomingMessage, secure: { is: boolean }): Promise<Answer> {
    const url = URL.parse(request.url ?? "/", "http://relay.invalid");
    const here = routeEntries.filter(([, { path }]) => path === url?.pathname);
    if (url === null || here.length === 0) return fault("not-found");
    const [name, route] = here.find(([, { method }]) => method === request.method) ?? [];
    if (name === undefined || route === undefined) return fault("method");
    const isAct = route.method === "POST";
    const from = isAct ? ownOrigin(request, options) : undefined;
    if (from?.ok === false) return fault(from.error);
    if (!isAct && !looksFromHere(request)) return fault("origin");
    secure.is = from?.value.secure === true;
    const who = whoAsks(request);
    const refused = refusal(route, who);
    if (refused !== undefined) return refused;
    const body = isAct ? await readBody(request) : undefined;
    if (body?.ok === false) return fault(body.error);
    const { remoteAddress = "" } = request.socket;
    const forwardedFor = request.headers["x-forwarded-for"];
    return answers[name]({
      query: url.searchParams,
      body: body?.value,
      from: from?.value,
      ipTag: ipTagOf(clientAddress(remoteAddress, forwardedFor, options.trustsProxy)),
      who,
    });
  }

  return {
    sessions,
    async answer(request, response, headers) {
      const secure = { is: false };
      const answer = await decide(request, secure).catch(() => fault("storage"));
      const always = { ...headers, "Cache-Control": "no-store" };
      if (answer.kind === "csv") {
        const disposition = 'attachment; filename="festival-chat.csv"';
        const type = "text/csv; charset=utf-8";
        response.writeHead(200, {
          ...always,
          "Content-Type": type,
          "Content-Disposition": disposition,
        });
        return void response.end(answer.text);
      }
      const isFault = answer.kind === "fault";
      const value = isFault ? faultBody(answer.error, answer.retryAfter) : answer.value;
      const session = isFault ? undefined : answer.session;
      response.writeHead(isFault ? statusOf[answer.error] : 200, {
        ...always,
        "Content-Type": "application/json; charset=utf-8",
        ...(session === undefined ? {} : { "Set-Cookie": sessionCookie(session, secure.is) }),
        // A body that was not read would be taken for the next request.
        ...(isFault ? { Connection: "close" } : {}),
      });
      response.end(JSON.stringify(value));
    },
  };
}
