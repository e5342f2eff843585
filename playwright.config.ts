import { defineConfig, devices } from "@playwright/test";
import { systemBrowser } from "./scripts/doctor/system-browser";

const port = Number(process.env.E2E_PORT ?? 3170);
const onCi = process.env.CI === "true";
const executablePath = systemBrowser();
const chromium = {
  ...devices["Desktop Chrome"],
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  },
};

/** What a server answers, and what a browser does before anything is laid out: the same at every width. */
const widthless = ["bad-input", "early", "errors-to-sentry", "headers", "plain-http", "script-injection", "sign-up-list"].map((name) => `**/${name}.spec.ts`);

/** Journeys run against the built server on a fresh embedded database, at desktop and phone width. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  // On a loaded CI machine a journey gets a second try; `tools/total.mjs` names each that needed one. Only that one is traced: a trace costs a third of the time.
  retries: onCi ? 1 : 0,
  forbidOnly: true,
  reporter: "line",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: onCi ? "on-first-retry" : "retain-on-first-failure",
    screenshot: "only-on-failure",
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
  },
  projects: [
    { name: "desktop", use: { ...chromium, viewport: { width: 1440, height: 900 } } },
    { name: "phone", testIgnore: widthless, use: { ...chromium, viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
  webServer: {
    command: "node tools/e2e-server.mjs",
    // Its mailbox answers once the server does and the operator has an account.
    url: `http://127.0.0.1:${port + 1_000}/`,
    timeout: 240_000,
    reuseExistingServer: process.env.E2E_REUSE === "1",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    env: { PORT: String(port), HOST: "127.0.0.1" },
  },
});
