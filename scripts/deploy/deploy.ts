/**
 * Deploy: preflight, build once, relay, doctor, web app, doctor. It stops at the first failure and
 * says what was changed and how to go back. Production takes only what staging runs.
 */
import { fillCloudRun, type Release, webHostSettings } from "./fill.ts";
import { describeRelay, parseLive } from "./live.ts";
import { type Place, sharedBetween } from "./place.ts";
import type { Program, Ran, Tools } from "./tools.ts";

export interface Order {
  readonly place: Place;
  /** Where production's builds come from; undefined when this is staging. */
  readonly staging: Place | undefined;
  readonly parts: { readonly relay: boolean; readonly web: boolean };
  /** Text of deploy/cloud-run.yaml. */
  readonly serviceTemplate: string;
  /** Style hashes of the built page: asked for after the build. */
  styleHashes(): Promise<readonly string[]>;
}

const dist = "apps/web/dist";

/** What ends a deploy early. */
class Stopped extends Error {}

/** Carries out an order. @returns whether everything was done */
export async function deploy(order: Order, tools: Tools): Promise<boolean> {
  const { place } = order;
  let back = "Nothing was changed.";

  const stop = (why: string, detail = ""): never => {
    throw new Stopped([`Stopped: ${why}`, detail.trim(), back].filter(Boolean).join("\n"));
  };
  const need = (ran: Ran, why: string): string =>
    ran.ok ? ran.output.trim() : stop(why, ran.output);
  const doctor = async (origin: string, what: string): Promise<void> => {
    const ran = await tools.change({
      name: "npx",
      args: ["festival-chat", "doctor", origin, "--expect", place.environment],
    });
    need(ran, `the doctor finds the new ${what} ill.`);
  };

  try {
    tools.say(`1. Preflight for ${place.environment}`);
    const release = await preflight(order, tools, need, stop);
    tools.say("2. Build");
    const built = await build(order, release, tools, need, stop);
    if (order.parts.relay) {
      tools.say(`3. Relay: ${place.relayOrigin}`);
      const file = `deploy/out/${place.environment}/relay.yaml`;
      await tools.write(file, fillCloudRun(order.serviceTemplate, place, built));
      back = `The relay may be the new one. Go back: npm run rollback -- ${place.environment} --relay`;
      need(await tools.change(replaceService(place, file)), "the relay could not be released.");
      await doctor(place.relayOrigin, "relay");
    }
    if (order.parts.web) {
      tools.say(`4. Web app: ${place.webOrigin}`);
      const folder = `deploy/out/${place.environment}/web`;
      await tools.copy(dist, folder);
      await tools.write(`${folder}/vercel.json`, webHostSettings(place, await order.styleHashes()));
      const parts = order.parts.relay ? "" : " --web";
      back = `The web app may be the new one. Go back: npm run rollback -- ${place.environment}${parts}`;
      need(await tools.change(releaseWeb(place, folder)), "the web app could not be released.");
      await doctor(place.webOrigin, "web app");
    }
    const only = order.parts.web ? (order.parts.relay ? "" : " --web") : " --relay";
    tools.say(`Done: ${place.environment} runs ${built.commit.slice(0, 12)}.`);
    tools.say(`If it has to go back: npm run rollback -- ${place.environment}${only}`);
    return true;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    tools.say(error.message);
    return false;
  }
}

type Need = (ran: Ran, why: string) => string;
type Stop = (why: string, detail?: string) => never;

/** What may be released at all. */
interface Candidate {
  readonly commit: string;
  /** What staging runs, when this is for production. */
  readonly proven: Release | undefined;
}

async function preflight(order: Order, tools: Tools, need: Need, stop: Stop): Promise<Candidate> {
  const { place, staging } = order;
  const status = await tools.look({ name: "git", args: ["status", "--porcelain"] });
  if (need(status, "this is no git repository.") !== "") {
    stop("there are changes that no commit holds. Commit them, or put them away.", status.output);
  }
  const head = await tools.look({ name: "git", args: ["rev-parse", "HEAD"] });
  const commit = need(head, "there is no commit to deploy.");
  if (staging === undefined) {
    need(await tools.look({ name: "npm", args: ["test"] }), "the tests do not pass.");
    return { commit, proven: undefined };
  }
  const shared = sharedBetween(place, staging);
  if (shared.length > 0) stop(`staging and production share ${shared.join(" and ")}.`);
  const answer = need(await tools.look(describeRelay(staging)), "staging does not answer.");
  const proven = parseLive(answer);
  if (proven === undefined) return stop("staging runs nothing that npm run deploy brought there.");
  if (proven.commit !== commit) {
    stop(
      `staging runs ${proven.commit.slice(0, 12)}, not ${commit.slice(0, 12)}: deploy it there first.`,
    );
  }
  return { commit, proven };
}

/** Builds what staging has not proven yet; for production it has to come out the same. */
async function build(
  order: Order,
  { commit, proven }: Candidate,
  tools: Tools,
  need: Need,
  stop: Stop,
): Promise<Release> {
  need(await tools.look({ name: "npm", args: ["run", "build"] }), "the web app cannot be built.");
  const web = await tools.fingerprint(dist);
  if (proven !== undefined) {
    if (proven.web !== web) {
      stop(`this builds web app ${web}, staging runs ${proven.web}: use its machine or lockfile.`);
    }
    return proven;
  }
  const { image: name, project } = order.place;
  const image = `${name}:${commit.slice(0, 12)}`;
  const args = ["builds", "submit", ".", "--tag", image, "--project", project];
  need(await tools.change({ name: "gcloud", args }), "the image cannot be built.");
  return { image, commit, web };
}

const replaceService = ({ project, region }: Place, file: string): Program => ({
  name: "gcloud",
  args: ["run", "services", "replace", file, "--project", project, "--region", region],
});

const releaseWeb = ({ webProject }: Place, folder: string): Program => ({
  name: "vercel",
  args: ["deploy", folder, "--prod", "--yes"],
  env: { VERCEL_PROJECT_ID: webProject },
});
