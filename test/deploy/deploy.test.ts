/** What somebody sees who deploys: against stand-ins for git, npm, gcloud, vercel and curl. */
import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint } from "../../scripts/deploy/tools.ts";
import { repositoryRoot } from "../repository.ts";
import { headCommit, placeText, type Platform, runDeploy, type Service } from "./stand-ins.ts";

const short = headCommit.slice(0, 12);
const web = await fingerprint("apps/web/dist");
const digest = `images/relay@sha256:${"5a".repeat(32)}`;
/** Staging runs this commit, relay and web app. */
const proven = {
  services: { "relay-staging": { commit: headCommit } },
  digest,
  released: { "staging.owl-fest.org": { commit: headCommit, web } },
} as const;
const cloud = "--project owl-fest --region north";

/** What a deploy of staging asks for, in order. */
const stagingCommands = [
  "git status --porcelain",
  "git rev-parse HEAD",
  "npm test",
  "npm run build",
  `gcloud builds submit . --tag images/relay:${short} --project owl-fest`,
  `gcloud run services replace deploy/out/staging/relay.yaml ${cloud}`,
  "npx festival-chat doctor https://relay.staging.owl-fest.org --expect staging",
  "vercel deploy deploy/out/staging/web --prod --yes",
  "npx festival-chat doctor https://staging.owl-fest.org --expect staging",
];

describe("npm run deploy -- staging", { concurrency: false }, () => {
  test("tests, builds once, releases the relay and then the web app, each seen by the doctor", async () => {
    const asked = await runDeploy(["deploy", "staging"]);
    deepEqual(asked.commands, stagingCommands);
    deepEqual(asked.projects, ["prj_staging"]);
    equal(asked.code, 0);
    match(asked.output, /go back: npm run rollback -- staging\n/u);
  });

  test("gives the relay its settings, and the web host the relay's headers and its config", async () => {
    await runDeploy(["deploy", "staging"]);
    const out = join(repositoryRoot, "deploy/out/staging");
    const service = await readFile(join(out, "relay.yaml"), "utf8");
    match(service, /name: FESTIVAL_ENV\n +value: "staging"/u);
    match(service, new RegExp(`image: "images/relay:${short}"`, "u"));
    doesNotMatch(service, /\$\{|DEPLOY_/u);
    const host = await readFile(join(out, "web/vercel.json"), "utf8");
    match(host, /"https:\/\/relay\.staging\.owl-fest\.org\/config\.json"/u);
    match(host, /connect-src 'self' wss:\/\/relay\.staging\.owl-fest\.org/u);
    // By this production knows what staging serves.
    const release = await readFile(join(out, "web/release.json"), "utf8");
    deepEqual(JSON.parse(release), { commit: headCommit, web });
  });

  for (const [at, command] of stagingCommands.entries()) {
    test(`stops when "${command}" fails, and says how to go back`, async () => {
      const asked = await runDeploy(["deploy", "staging"], { fails: command });
      deepEqual(asked.commands, stagingCommands.slice(0, at + 1));
      equal(asked.code, 1);
      match(asked.output, /Stopped: .+\nbroken on purpose/u);
      if (at < 5) match(asked.output, /Nothing was changed\./u);
      else if (at < 7) match(asked.output, /npm run rollback -- staging --relay$/mu);
      else match(asked.output, /npm run rollback -- staging$/mu);
    });
  }

  test("stops at changes that no commit holds", async () => {
    const asked = await runDeploy(["deploy", "staging"], {
      platform: { changed: " M README.md\n" },
    });
    equal(asked.code, 1);
    match(asked.output, /no commit holds[^]*README\.md[^]*Nothing was changed/u);
  });

  test("releases one part alone", async () => {
    const { commands } = await runDeploy(["deploy", "staging", "--web"]);
    equal(
      commands.some((line) => /services replace|builds submit/u.test(line)),
      false,
    );
    equal(
      commands.at(-1),
      "npx festival-chat doctor https://staging.owl-fest.org --expect staging",
    );
  });

  test("--dry-run looks at everything and changes nothing", async () => {
    const asked = await runDeploy(["deploy", "staging", "--dry-run"]);
    equal(asked.code, 0);
    equal(
      asked.commands.some((line) => /^(?:gcloud|vercel)/u.test(line)),
      false,
    );
    match(asked.output, /vercel deploy .*\(not run\)/u);
  });
});

/** What a deploy of production asks for, in order: staging first, then as staging was asked. */
const productionCommands = [
  "git status --porcelain",
  "git rev-parse HEAD",
  `gcloud run services describe relay-staging ${cloud} --format json`,
  `gcloud run revisions describe relay-00007 ${cloud} --format json`,
  "npx festival-chat doctor https://relay.staging.owl-fest.org --expect staging",
  "curl --silent --show-error --fail https://staging.owl-fest.org/release.json",
  "npx festival-chat doctor https://staging.owl-fest.org --expect staging",
  "npm test",
  "npm run build",
  `gcloud run services replace deploy/out/production/relay.yaml ${cloud}`,
  "npx festival-chat doctor https://relay.production.owl-fest.org --expect production",
  "vercel deploy deploy/out/production/web --prod --yes",
  "npx festival-chat doctor https://production.owl-fest.org --expect production",
];

describe("npm run deploy -- production", () => {
  test("takes the very image and web app that staging runs, and builds no other image", async () => {
    const asked = await runDeploy(["deploy", "production"], { platform: proven });
    equal(asked.code, 0, asked.output);
    deepEqual(asked.commands, productionCommands);
    const file = join(repositoryRoot, "deploy/out/production/relay.yaml");
    match(await readFile(file, "utf8"), new RegExp(`image: "${digest}"`, "u"));
    deepEqual(asked.projects, ["prj_production"]);
    match(asked.output, /go back: npm run rollback -- production\n/u);
  });

  for (const [at, command] of productionCommands.entries()) {
    test(`stops when "${command.slice(0, 60)}" fails, and says how to go back`, async () => {
      const asked = await runDeploy(["deploy", "production"], { platform: proven, fails: command });
      deepEqual(asked.commands, productionCommands.slice(0, at + 1));
      equal(asked.code, 1);
      match(asked.output, /Stopped: .+\nbroken on purpose/u);
      if (at < 9) match(asked.output, /Nothing was changed\./u);
      else if (at < 11) match(asked.output, /npm run rollback -- production --relay$/mu);
      else match(asked.output, /npm run rollback -- production$/mu);
    });
  }

  const commit = "0123456789abcdef0123456789abcdef01234567";
  const service = (changes: Partial<Service>) => ({
    ...proven,
    services: { "relay-staging": { commit: headCommit, ...changes } },
  });
  const released = (said: object) => ({ ...proven, released: { "staging.owl-fest.org": said } });
  const refusals: readonly (readonly [string, Partial<Platform>, RegExp])[] = [
    ["a relay of another commit", service({ commit }), /staging runs 0123456789ab, not 4f2a/u],
    [
      "a relay that was set back",
      service({ traffic: [{ revisionName: "relay-00006", percent: 100 }] }),
      /staging was set back/u,
    ],
    ["a relay that did not start", service({ created: "relay-00008" }), /does not serve/u],
    ["a relay whose image has no digest", { ...proven, digest: "images/relay:x" }, /no image/u],
    ["a web app of another commit", released({ commit, web }), /staging runs 0123456789ab/u],
    [
      "a web app that comes out other than staging's",
      released({ commit: headCommit, web: "000000000000" }),
      /staging runs 000000000000/u,
    ],
    ["a web app that came by another way", released({}), /not brought by npm run deploy/u],
  ];
  for (const [what, platform, why] of refusals) {
    test(`refuses ${what}`, async () => {
      const asked = await runDeploy(["deploy", "production"], { platform });
      equal(asked.code, 1);
      match(asked.output, why);
      match(asked.output, /Nothing was changed\./u);
      deepEqual(asked.projects, []);
    });
  }

  test("one part alone rests on that part of staging alone", async () => {
    const noRelay = { ...proven, services: {}, digest: "" };
    const noWeb = { ...proven, released: {} };
    const webAlone = await runDeploy(["deploy", "production", "--web"], { platform: noRelay });
    equal(webAlone.code, 0, webAlone.output);
    const relayAlone = await runDeploy(["deploy", "production", "--relay"], { platform: noWeb });
    equal(relayAlone.code, 0, relayAlone.output);
    const without = (commands: readonly string[], words: RegExp): boolean =>
      !commands.some((line) => words.test(line));
    ok(without(webAlone.commands, /relay|builds submit/u), webAlone.commands.join("\n"));
    ok(without(relayAlone.commands, /vercel|curl|builds submit/u), relayAlone.commands.join("\n"));
  });

  test("refuses to share anything with staging", async () => {
    const text = placeText("production").replace("prj_production", "prj_staging");
    const asked = await runDeploy(["deploy", "production"], { production: text });
    equal(asked.code, 1);
    match(asked.output, /share the web app's project/u);
  });
});

describe("settings of a place", () => {
  test("the examples of the repository are refused, each with what to do", async () => {
    const text = await readFile(join(repositoryRoot, "deploy/staging.env"), "utf8");
    const asked = await runDeploy(["deploy", "staging"], { staging: text });
    equal(asked.code, 2);
    deepEqual(asked.commands, []);
    match(asked.output, /DEPLOY_PROJECT in deploy\/staging\.env is the example: put yours there/u);
  });

  test("one environment's file does not deploy another one", async () => {
    const asked = await runDeploy(["deploy", "staging"], { staging: placeText("production") });
    equal(asked.code, 2);
    match(asked.output, /FESTIVAL_ENV in deploy\/staging\.env has to be staging/u);
  });

  test("a setting the relay would refuse is refused before anything is built", async () => {
    const staging = placeText("staging", "RETENTION_HOURS=often");
    const asked = await runDeploy(["deploy", "staging"], { staging });
    equal(asked.code, 2);
    match(asked.output, /RETENTION_HOURS is "often"/u);
  });

  test("an unknown environment is told which there are, also by the process itself", async () => {
    equal((await runDeploy(["deploy", "moon"])).code, 2);
    const main = join(repositoryRoot, "scripts/deploy/main.ts");
    const { status, stderr } = spawnSync(process.execPath, [main, "deploy", "moon"]);
    equal(status, 2);
    match(stderr.toString(), /staging or production/u);
  });
});

describe("npm run rollback", () => {
  const revisions = [
    { name: "relay-00003", active: true },
    { name: "relay-00002", active: false },
    { name: "relay-00001", active: false },
  ];
  const commands = [
    "vercel rollback --yes",
    `gcloud run revisions list --service relay-staging ${cloud} --sort-by ~metadata.creationTimestamp --limit 10 --format json`,
    `gcloud run services update-traffic relay-staging --to-revisions relay-00002=100 ${cloud}`,
    "npx festival-chat doctor https://relay.staging.owl-fest.org --expect staging",
    "npx festival-chat doctor https://staging.owl-fest.org --expect staging",
  ];

  test("sets web app and relay back to what ran before, and asks the doctor", async () => {
    const asked = await runDeploy(["rollback", "staging"], { platform: { revisions } });
    deepEqual(asked.commands, commands);
    equal(asked.code, 0);
  });

  for (const [at, command] of commands.entries()) {
    test(`says so when "${command.slice(0, 40)}" fails`, async () => {
      const asked = await runDeploy(["rollback", "staging"], {
        platform: { revisions },
        fails: command,
      });
      deepEqual(asked.commands, commands.slice(0, at + 1));
      equal(asked.code, 1);
    });
  }

  test("does not pretend when there is nothing to go back to", async () => {
    const asked = await runDeploy(["rollback", "staging", "--relay"], {
      platform: { revisions: revisions.slice(0, 1) },
    });
    equal(asked.code, 1);
    match(asked.output, /no earlier revision/u);
  });
});
