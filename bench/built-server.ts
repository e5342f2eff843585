/** The built server as a process of its own, somebody with an account on it, and a browser: for whatever measures what people see. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { chromium, type Browser } from "@playwright/test";
import { wholeBrowser } from "../scripts/doctor/system-browser";

const account = { name: "Bench", email: "bench@example.com", password: "bench-password", zone: "Europe/Berlin", locale: "en-GB" };

export const buildOurs = (): void => {
  if (!existsSync(".next/BUILD_ID")) spawnSync("npm", ["run", "-s", "build"], { stdio: "ignore" });
};

const bareDir = "bench/bare-app";

/** The smallest Next.js app, built as ours is; again after a change. */
export const buildBare = (): void => {
  const builtMs = statSync(`${bareDir}/.next/BUILD_ID`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (globSync(`${bareDir}/{app/**/*,*}.{js,jsx}`).some((path) => statSync(path).mtimeMs > builtMs))
    spawnSync("npx", ["next", "build", bareDir], { stdio: "ignore" });
};

export const startBare = (port: number, configured: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn("npx", ["next", "start", bareDir, "-p", String(port), "-H", "127.0.0.1"], { stdio: "ignore", detached: true, env: { ...process.env, ...configured } });

/** On an embedded database, with nothing configured but what is given. */
export const startBuilt = (port: number, dataDir: string, configured: Readonly<Record<string, string>> = {}): ChildProcess => {
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "error", RATE_LIMIT_SCALE: "1000" };
  for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY"]) delete env[name];
  Object.assign(env, configured);
  return spawn("npm", ["start"], { stdio: "ignore", detached: true, env });
};

const isRunning = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};

/** npm goes before the server that it started: the port is free when the whole group is gone. */
export const stop = async ({ pid }: ChildProcess): Promise<void> => {
  if (pid === undefined) return;
  if (isRunning(pid)) process.kill(-pid, "SIGTERM");
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** Milliseconds from spawning until the address answers 200. */
export const untilAnswers = async (start: () => ChildProcess, url: string): Promise<{ child: ChildProcess; ms: number }> => {
  const started = performance.now();
  const child = start();
  for (;;) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return { child, ms: performance.now() - started };
    if (performance.now() - started > 120_000) throw new Error(`${url} didn't answer within two minutes`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Signs the bench's account up, or in, or another one by its address; answers its cookies. */
export const signUp = async (origin: string, email = account.email): Promise<string> => {
  const send = (path: string, body: object) =>
    fetch(`${origin}${path}`, { method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify(body) });
  const created = await send("/api/auth/sign-up/email", { ...account, email });
  const response = created.ok ? created : await send("/api/auth/sign-in/email", { email, password: account.password });
  if (!response.ok) throw new Error(`The bench account can't sign in: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
};

/** A link of the bench's account that visitors can open: its path. */
export const makeLink = async (origin: string, cookie: string): Promise<string> => {
  const response = await fetch(`${origin}/api/links`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, cookie },
    body: JSON.stringify({ name: "Bench", purpose: "Introductory call" }),
  });
  if (!response.ok) throw new Error(`The link can't be made: ${await response.text()}`);
  return new URL(((await response.json()) as { address: string }).address).pathname;
};

export const cookiesOf = (cookie: string): { name: string; value: string; domain: string; path: string }[] =>
  cookie.split("; ").map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), domain: "127.0.0.1", path: "/" }));

export const openBrowser = (): Promise<Browser> => {
  const executablePath = wholeBrowser();
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: ["--no-sandbox"] });
};
