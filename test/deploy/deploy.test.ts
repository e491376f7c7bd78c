/** What somebody sees who deploys: against stand-ins for git, npm, gcloud and vercel. */
import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint } from "../../scripts/deploy/tools.ts";
import { repositoryRoot } from "../repository.ts";
import { headCommit, placeText, runDeploy } from "./stand-ins.ts";

const short = headCommit.slice(0, 12);
const web = await fingerprint("apps/web/dist");
const proven = { image: `images/relay:${short}`, commit: headCommit, web };
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
      commands.some((line) => line.includes("services replace")),
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

describe("npm run deploy -- production", () => {
  test("takes the image that staging runs, and builds no other", async () => {
    const asked = await runDeploy(["deploy", "production"], {
      platform: { runs: { "relay-staging": proven } },
    });
    equal(asked.code, 0, asked.output);
    equal(
      asked.commands.some((line) => line.includes("builds submit")),
      false,
    );
    const file = join(repositoryRoot, "deploy/out/production/relay.yaml");
    match(await readFile(file, "utf8"), new RegExp(`image: "images/relay:${short}"`, "u"));
    deepEqual(asked.projects, ["prj_production"]);
  });

  test("refuses what staging does not run", async () => {
    const other = { ...proven, commit: "0123456789abcdef0123456789abcdef01234567" };
    const asked = await runDeploy(["deploy", "production"], {
      platform: { runs: { "relay-staging": other } },
    });
    equal(asked.code, 1);
    match(asked.output, /staging runs 0123456789ab, not .*: deploy it there first\.\nNothing/u);
  });

  test("refuses a web app that comes out other than staging's", async () => {
    const asked = await runDeploy(["deploy", "production"], {
      platform: { runs: { "relay-staging": { ...proven, web: "000000000000" } } },
    });
    equal(asked.code, 1);
    match(asked.output, /staging runs 000000000000/u);
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
