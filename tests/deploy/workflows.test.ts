import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly services?: Readonly<Record<string, { readonly image: string; readonly options?: string }>>;
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = process.cwd();
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const names = readdirSync(join(root, ".github/workflows"));
const workflows = names.map((name) => {
  const text = read(`.github/workflows/${name}`);
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) => Object.entries(workflow.jobs).map(([id, job]) => ({ id, file: name, job })));
const steps = jobs.flatMap(({ id, job }) => job.steps.map((step) => ({ id, step })));
const commands = steps.flatMap(({ step }) => (step.run ?? "").split("\n").map((line) => line.trim()));
const pipeline = workflows.find(({ name }) => name === "ci-cd.yml")?.workflow.jobs ?? {};

test("every npm script that a workflow calls exists, and every file that it runs", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const called = commands.flatMap((line) => /^npm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/.exec(line)?.slice(1).find(Boolean) ?? []);
  expect(called.length).toBeGreaterThan(8);
  expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
  const files = commands.flatMap((line) => /^(?:node|sh|bash) ([\w./-]+)/.exec(line)?.[1] ?? []);
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("what npx runs is installed by the lock file, or names its exact version", () => {
  const tools = commands.flatMap((line) => /^npx (?:--yes )?(\S+)/.exec(line)?.[1] ?? []);
  expect(tools.length).toBeGreaterThan(0);
  expect(tools.filter((tool) => !existsSync(join(root, "node_modules/.bin", tool)) && !/@\d+\.\d+\.\d+$/.test(tool))).toEqual([]);
});

test("every action is pinned by commit, with its version beside it; one action, one commit", () => {
  const uses = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.+)$/gm)].map(([, value = ""]) => value));
  expect(uses.length).toBe(steps.filter(({ step }) => step.uses !== undefined).length);
  expect(uses.filter((value) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value))).toEqual([]);
  const actions = new Set(uses.map((value) => value.split("@")[0]));
  expect(new Set(uses).size).toBe(actions.size);
});

test("a workflow may read the code and nothing else; only the code scan may also report, and a release push its image", () => {
  expect(workflows.filter(({ workflow }) => JSON.stringify(workflow.permissions) !== '{"contents":"read"}').map(({ name }) => name)).toEqual([]);
  expect(jobs.flatMap(({ id, job }) => (job.permissions === undefined ? [] : [[id, job.permissions]]))).toEqual([
    ["codeql", { contents: "read", "security-events": "write" }],
    ["image", { contents: "read", packages: "write" }],
  ]);
});

test("no workflow runs a stranger's code with our rights, or lets a stranger's words into a shell", () => {
  expect(workflows.filter(({ workflow }) => "pull_request_target" in workflow.on || "workflow_run" in workflow.on)).toEqual([]);
  expect(steps.filter(({ step }) => /\$\{\{/.test(step.run ?? "")).map(({ step }) => step.name)).toEqual([]);
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout@"));
  expect(checkouts.filter(({ step }) => step.with?.["persist-credentials"] !== false)).toEqual([]);
});

test("every job ends by itself, and a newer push ends an older run", () => {
  expect(jobs.filter(({ job }) => !(Number(job["timeout-minutes"]) <= 60)).map(({ id }) => id)).toEqual([]);
  expect(workflows.filter(({ workflow }) => !workflow.concurrency?.group.includes("github.ref")).map(({ name }) => name)).toEqual([]);
});

test("the test job runs everything that the plan names, beside the Postgres and Redis that Compose runs", () => {
  const runs = (pipeline.test?.steps ?? []).map(({ run = "" }) => run);
  for (const command of ["npm ci", "npm run lint", "npm run type-check", "npm test", "npm run test:integration", "npm run build", "npm run test:e2e"])
    expect(runs.filter((run) => run === command || run.startsWith(`${command} `))).toHaveLength(1);
  const compose = parse(read("docker-compose.yml")) as { services: Record<string, { image: string }> };
  expect(pipeline.test?.services?.postgres?.image).toBe(compose.services.db?.image);
  expect(pipeline.test?.services?.redis?.image).toBe(compose.services.redis?.image);
  expect(Object.values(pipeline.test?.services ?? {}).filter(({ options = "" }) => !options.includes("--health-cmd"))).toEqual([]);
});

test("the security job audits the dependencies and looks for secrets in the whole history", () => {
  const { steps: security = [] } = pipeline.security ?? {};
  expect(security.map(({ run }) => run)).toContain("npm audit --audit-level=high");
  expect(security.some(({ uses = "" }) => uses.startsWith("trufflesecurity/trufflehog@"))).toBe(true);
  expect(security.find(({ uses = "" }) => uses.startsWith("actions/checkout@"))?.with?.["fetch-depth"]).toBe(0);
});

test("only a push to main deploys, after tests and security, and only where the secret exists; no other job sees a secret", () => {
  const deploy = pipeline.deploy;
  expect(deploy?.if).toBe("github.event_name == 'push' && github.ref == 'refs/heads/main'");
  expect(deploy?.needs).toEqual(["test", "security"]);
  expect(deploy?.steps.filter((step) => step.if === undefined)).toEqual([]);
  expect(jobs.filter(({ id, job }) => id !== "deploy" && JSON.stringify(job).includes("secrets.")).map(({ id }) => id)).toEqual([]);
});

test("a release is a tag that says the version of package.json, and its image carries provenance and SBOM", () => {
  const release = workflows.find(({ name }) => name === "release.yml");
  expect(release?.workflow.on).toEqual({ push: { tags: ["v*.*.*"] } });
  const releaseSteps = release?.workflow.jobs.image?.steps ?? [];
  expect(releaseSteps.some(({ run = "" }) => run.includes("package.json"))).toBe(true);
  expect(releaseSteps.find(({ uses = "" }) => uses.startsWith("docker/build-push-action@"))?.with).toMatchObject({
    push: true,
    provenance: "mode=max",
    sbom: true,
  });
});

test("updates are proposed for packages, actions, the image and Compose", () => {
  const { updates } = parse(read(".github/dependabot.yml")) as {
    updates: readonly { "package-ecosystem": string; directory: string; schedule: { interval: string } }[];
  };
  expect(updates.map((update) => update["package-ecosystem"]).sort()).toEqual(["docker", "docker-compose", "github-actions", "npm"]);
  expect(updates.filter(({ directory, schedule }) => directory !== "/" || schedule.interval !== "weekly")).toEqual([]);
});
