/** What a relay's web side must answer: /health and /config.json. Judges answers, fetches nothing. */
import { parseConfig } from "../config.ts";
import { failed, type Finding, passed } from "./check.ts";

export interface WebAnswer {
  readonly status: number;
  readonly text: string;
}

/** A page where a relay's word is expected: the sign-in page of a Wi-Fi. */
const isPage = (text: string): boolean => /^\s*<(?:!doctype|html)/iu.test(text);

/** Whether somebody's sign-in page answers; 511 is its status (RFC 6585 section 6). */
export const isSignIn = ({ status, text }: WebAnswer): boolean => status === 511 || isPage(text);

const signIn = "This Wi-Fi needs a sign-in: open any web page and come back.";

export function healthFinding(answer: WebAnswer): Finding {
  if (isSignIn(answer)) return failed("a web page came instead", signIn, "sign-in");
  return answer.status === 200
    ? passed("the relay is alive")
    : failed(
        `/health answered ${answer.status}`,
        "Is a Festival Chat relay running at this address? Start it, or check its proxy.",
        "wrong-answer",
      );
}

/** @param origin where the answer came from */
export function configFinding(answer: WebAnswer, origin: string): Finding {
  const advice = "The proxy must hand /config.json to the relay.";
  if (isSignIn(answer)) return failed("a web page came instead", signIn, "sign-in");
  if (answer.status !== 200) {
    return failed(`/config.json answered ${answer.status}`, advice, "wrong-answer");
  }
  const config = parseConfig(answer.text, origin);
  if (config.ok && origin.startsWith("https:") && !config.value.relayUrl.startsWith("wss:")) {
    return failed(
      `the page comes by https and its relay is ${config.value.relayUrl}`,
      "Browsers allow wss: only from such a page: set RELAY_URL or PUBLIC_URL to the secure address.",
      "set-up",
    );
  }
  if (config.ok)
    return passed(`environment ${config.value.environment}, relay ${config.value.relayUrl}`);
  return failed("/config.json is not that of a relay", advice, "wrong-answer");
}
