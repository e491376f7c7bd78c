/** What a relay's web side must answer: /health and /config.json. Judges answers, fetches nothing. */
import { environments } from "@festival-chat/protocol/wire";
import { failed, type Finding, passed } from "./check.ts";

export interface WebAnswer {
  readonly status: number;
  readonly text: string;
}

/** A page where a relay's word is expected: the sign-in page of a Wi-Fi. */
const isPage = (text: string): boolean => /^\s*<(?:!doctype|html)/iu.test(text);

const signIn = "This Wi-Fi needs a sign-in: open any web page and come back.";

export function healthFinding(answer: WebAnswer): Finding {
  if (isPage(answer.text)) return failed("a web page came instead", signIn);
  return answer.status === 200
    ? passed("the relay is alive")
    : failed(
        `/health answered ${answer.status}`,
        "Is a Festival Chat relay running at this address? Start it, or check its proxy.",
      );
}

export function configFinding(answer: WebAnswer): Finding {
  if (isPage(answer.text)) return failed("a web page came instead", signIn);
  const advice = "The proxy must hand /config.json to the relay.";
  if (answer.status !== 200) return failed(`/config.json answered ${answer.status}`, advice);
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch {
    return failed("/config.json is not JSON", advice);
  }
  const environment =
    typeof value === "object" && value !== null && "environment" in value
      ? value.environment
      : undefined;
  const known = environments.find((name) => name === environment);
  return known === undefined
    ? failed("/config.json does not name the environment", advice)
    : passed(`environment ${known}`);
}
