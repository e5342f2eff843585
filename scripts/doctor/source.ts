/** What comes with the source: tests, image, Compose, pipeline, the API's description. In the image there is none to look at. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describeApi } from "@/app/api/docs/document";
import type { Finding } from "@/lib/operations/core/readiness";
import type { Check } from "./examine-all";
import { good, problem, untested, visit } from "./finding";
import { systemBrowser } from "./system-browser";

const here = (path: string): boolean => existsSync(join(process.cwd(), path));
const read = (path: string): string => readFileSync(join(process.cwd(), path), "utf8");
const notHere = untested("The source isn't here.", "Run npm run doctor in a checkout.");

/** Without what this process was told: a test brings its own database and settings. */
const runTests = (files: readonly string[], what: string): Finding => {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, NODE_ENV: "test", NODE_OPTIONS: "--experimental-vm-modules" } as unknown as NodeJS.ProcessEnv;
  const { status, stderr } = spawnSync(
    process.execPath,
    [join("node_modules", "jest", "bin", "jest.js"), ...files, "--selectProjects", "unit", "--maxWorkers=2"],
    {
      encoding: "utf8",
      env,
      timeout: 240_000,
    },
  );
  const counted = /^Tests:\s+(.*)$/m.exec(stderr)?.[1] ?? "no test ran";
  return status === 0 ? good(`${what}: ${counted}.`) : problem(`${what}: ${counted}.`, `npx jest ${files.join(" ")}`);
};

const planned = [
  "tests/lib/ai/error-handler.test.ts",
  "tests/lib/integrations/service.test.ts",
  "tests/app/api/ai/chat.test.ts",
  "tests/integration/database.test.ts",
];

export const checkTests: Check = ({ quick }) => {
  if (!here("node_modules/jest") || !here("tests")) return notHere;
  return quick ? untested("--quick runs no tests.", "npm test") : runTests(planned, "The plan's own suites");
};

export const checkJourneys: Check = async ({ quick, server }) => {
  if (!here("tests/e2e") || !here("node_modules/@playwright/test")) return notHere;
  if (quick || server === null) return untested("A browser needs a running server.", "Start the server and run this again.");
  const { chromium } = await import("@playwright/test");
  const system = systemBrowser();
  const browser = await chromium.launch({ args: ["--no-sandbox"], ...(system === undefined ? {} : { executablePath: system }) });
  try {
    const page = await browser.newPage();
    const violations: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    });
    await page.goto(`${server}/sign-in`, { waitUntil: "networkidle", timeout: 20_000 });
    const field = await page.getByLabel(/e-mail/i).count();
    if (violations.length > 0) return problem(`The browser reports: ${violations[0] ?? ""}`);
    const journeys = readdirSync("tests/e2e").filter((name) => name.endsWith(".spec.ts")).length;
    return field > 0
      ? good(`A browser shows the sign-in page without a violation; ${journeys} journeys stand in tests/e2e.`)
      : problem("The sign-in page doesn't come up in a browser.");
  } finally {
    await browser.close();
  }
};

/** The files' own tests say all that can be said about them without an engine. */
const deployTests: Readonly<Record<string, readonly string[]>> = {
  image: ["tests/deploy/image.test.ts"],
  compose: ["tests/deploy/compose.test.ts"],
  pipeline: ["tests/deploy/workflows.test.ts"],
};

const byTests =
  (name: string, file: string, what: string, look: () => string | null): Check =>
  ({ quick }) => {
    if (!here(file)) return notHere;
    const fault = look();
    if (fault !== null) return problem(fault);
    return quick ? untested("--quick runs no tests.") : runTests(deployTests[name] ?? [], what);
  };

export const checkImage: Check = byTests("image", "Dockerfile", "Dockerfile, held to its promises", () =>
  /^USER (?!root)/m.test(read("Dockerfile")) && /^HEALTHCHECK/m.test(read("Dockerfile")) ? null : "The image runs as root or has no health check.",
);

export const checkCompose: Check = byTests("compose", "docker-compose.yml", "Compose, held to its promises", () => {
  const { services = {} } = parse(read("docker-compose.yml")) as { services?: Record<string, unknown> };
  return ["app", "db", "redis", "worker"].every((name) => name in services) ? null : "Compose lacks a service.";
});

export const checkPipeline: Check = byTests("pipeline", ".github/workflows/ci-cd.yml", "Workflows, held to their promises", () =>
  /uses: [^@\n]+@(?![0-9a-f]{40})/.test(read(".github/workflows/ci-cd.yml")) ? "An action isn't pinned by commit." : null,
);

export const checkApi: Check = async ({ server }) => {
  const described = describeApi();
  if (here("openapi.json") && JSON.stringify(JSON.parse(read("openapi.json"))) !== JSON.stringify(described))
    return problem("openapi.json isn't what the declarations say.", "npm run api:render");
  if (server === null) return untested("No server runs on this data directory.", "Start the server and run this again.");
  const [json, page] = await Promise.all([visit(`${server}/api/docs`), visit(`${server}/docs`)]);
  const answered = json?.ok === true ? ((await json.json()) as { openapi?: string; paths?: object }) : {};
  return answered.openapi === "3.1.0" && page?.ok === true
    ? good(`OpenAPI 3.1 with ${Object.keys(answered.paths ?? {}).length} addresses, and a page that shows it.`)
    : problem("/api/docs or /docs doesn't answer.");
};
