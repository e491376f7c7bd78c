/**
 * Deploy: preflight, build once, relay, doctor, web app, doctor. It stops at the first failure and
 * says what was changed and how to go back. Production takes only what staging runs.
 */
import type { InlineHashes } from "@festival-chat/relay";
import { fillCloudRun, webHostSettings } from "./fill.ts";
import {
  describeRelay,
  describeRevision,
  parseDigest,
  parseLive,
  parseRelease,
  readRelease,
  type Release,
  releasePath,
  releaseText,
} from "./live.ts";
import { type Place, sharedBetween } from "./place.ts";
import { askDoctor, type Program, type Ran, type Tools } from "./tools.ts";

export interface Order {
  readonly place: Place;
  /** Where production's builds come from; undefined when this is staging. */
  readonly staging: Place | undefined;
  readonly parts: { readonly relay: boolean; readonly web: boolean };
  /** Text of deploy/cloud-run.yaml. */
  readonly serviceTemplate: string;
  /** What is written into the built page: asked for after the build. */
  inlineHashes(): Promise<InlineHashes>;
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
    need(await tools.change(askDoctor(origin, place)), `the doctor finds the new ${what} ill.`);
  };

  try {
    tools.say(`1. Preflight for ${place.environment}`);
    const release = await preflight(order, tools, need, stop);
    tools.say("2. Build");
    const built = await build(order, release, tools, need, stop);
    if (built.image !== undefined) {
      tools.say(`3. Relay: ${place.relayOrigin}`);
      const file = `deploy/out/${place.environment}/relay.yaml`;
      await tools.write(
        file,
        fillCloudRun(order.serviceTemplate, place, built.image, built.commit),
      );
      back = `The relay may be the new one. Go back: npm run rollback -- ${place.environment} --relay`;
      need(await tools.change(replaceService(place, file)), "the relay could not be released.");
      await doctor(place.relayOrigin, "relay");
    }
    if (order.parts.web) {
      tools.say(`4. Web app: ${place.webOrigin}`);
      const folder = `deploy/out/${place.environment}/web`;
      await tools.copy(dist, folder);
      await tools.write(
        `${folder}/vercel.json`,
        webHostSettings(place, await order.inlineHashes()),
      );
      await tools.write(`${folder}${releasePath}`, releaseText(built));
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
  readonly proven: Proven | undefined;
}

/** What staging runs of the parts that are asked for, by its own word. */
interface Proven {
  /** The very image, by its digest; undefined when the relay stays. */
  readonly image: string | undefined;
  /** Fingerprint of the web app; undefined when that stays. */
  readonly web: string | undefined;
}

async function preflight(order: Order, tools: Tools, need: Need, stop: Stop): Promise<Candidate> {
  const { place, staging } = order;
  const status = await tools.look({ name: "git", args: ["status", "--porcelain"] });
  if (need(status, "this is no git repository.") !== "") {
    stop("there are changes that no commit holds. Commit them, or put them away.", status.output);
  }
  const head = await tools.look({ name: "git", args: ["rev-parse", "HEAD"] });
  const commit = need(head, "there is no commit to deploy.");
  if (staging !== undefined) {
    const shared = sharedBetween(place, staging);
    if (shared.length > 0) stop(`staging and production share ${shared.join(" and ")}.`);
  }
  const proven = staging && (await provenBy(staging, commit, order.parts, tools, need, stop));
  need(await tools.look({ name: "npm", args: ["test"] }), "the tests do not pass.");
  return { commit, proven };
}

/** Asks staging what it serves at this moment, and the doctor whether it is well. */
async function provenBy(
  staging: Place,
  commit: string,
  parts: Order["parts"],
  tools: Tools,
  need: Need,
  stop: Stop,
): Promise<Proven> {
  const isOfCommit = (runs: string): void => {
    if (runs === commit) return;
    stop(`staging runs ${runs.slice(0, 12)}, not ${commit.slice(0, 12)}: deploy it there first.`);
  };
  const isWell = async (origin: string): Promise<void> => {
    need(await tools.look(askDoctor(origin, staging)), `the doctor finds ${origin} ill.`);
  };
  let image: string | undefined;
  let web: string | undefined;
  if (parts.relay) {
    const live = parseLive(
      need(await tools.look(describeRelay(staging)), "staging does not answer."),
    );
    if (!live.ok) return stop(live.error);
    isOfCommit(live.value.commit);
    const revision = await tools.look(describeRevision(staging, live.value.revision));
    image = parseDigest(need(revision, "staging's revision does not answer."));
    if (image === undefined) return stop("staging's revision names no image.");
    await isWell(staging.relayOrigin);
  }
  if (parts.web) {
    const asked = await tools.look(readRelease(staging.webOrigin));
    const released = parseRelease(need(asked, "staging's web app does not say what it is."));
    if (released === undefined) return stop("staging's web app was not brought by npm run deploy.");
    isOfCommit(released.commit);
    ({ web } = released);
    await isWell(staging.webOrigin);
  }
  return { image, web };
}

/** Builds what staging has not proven yet; for production the web app has to come out the same. */
async function build(
  order: Order,
  { commit, proven }: Candidate,
  tools: Tools,
  need: Need,
  stop: Stop,
): Promise<Release> {
  need(await tools.look({ name: "npm", args: ["run", "build"] }), "the web app cannot be built.");
  const web = await tools.fingerprint(dist);
  if (proven?.web !== undefined && proven.web !== web) {
    stop(`this builds web app ${web}, staging runs ${proven.web}: use its machine or lockfile.`);
  }
  if (proven !== undefined) return { image: proven.image, commit, web };
  const { image: name, project } = order.place;
  const image = `${name}:${commit.slice(0, 12)}`;
  if (!order.parts.relay) return { image: undefined, commit, web };
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
