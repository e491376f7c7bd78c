/** Rollback: the relay's revision before this one, and the web app before this one. */
import { listRevisions, previousRevision } from "./live.ts";
import type { Place } from "./place.ts";
import { askDoctor, type Ran, type Tools } from "./tools.ts";

/** Goes back, and asks the doctor. @returns whether everything was done */
export async function rollback(
  place: Place,
  parts: { readonly relay: boolean; readonly web: boolean },
  tools: Tools,
): Promise<boolean> {
  const { service, project, region, webProject, relayOrigin, webOrigin } = place;
  const failed = (why: string, ran?: Ran): false => {
    tools.say(`Stopped: ${why}`);
    if (ran !== undefined) tools.say(ran.output.trim());
    return false;
  };
  const isWell = async (origin: string): Promise<boolean> =>
    (await tools.change(askDoctor(origin, place))).ok;

  // The web app first: an old app speaks with a new relay, as long as both know one protocol.
  if (parts.web) {
    const ran = await tools.change({
      name: "vercel",
      args: ["rollback", "--yes"],
      env: { VERCEL_PROJECT_ID: webProject },
    });
    if (!ran.ok) return failed("the web app could not be set back.", ran);
  }
  if (parts.relay) {
    const listed = await tools.look(listRevisions(place));
    if (!listed.ok) return failed("the relay's revisions could not be listed.", listed);
    const revision = previousRevision(listed.output);
    if (revision === undefined) return failed("the relay has no earlier revision to go back to.");
    const ran = await tools.change({
      name: "gcloud",
      args: [
        ...["run", "services", "update-traffic", service, "--to-revisions", `${revision}=100`],
        ...["--project", project, "--region", region],
      ],
    });
    if (!ran.ok) return failed("the relay could not be set back.", ran);
    if (!(await isWell(relayOrigin))) return failed(`the doctor finds ${relayOrigin} ill.`);
  }
  if (parts.web && !(await isWell(webOrigin))) return failed(`the doctor finds ${webOrigin} ill.`);
  tools.say(`Done: ${place.environment} is back at what it ran before.`);
  return true;
}
