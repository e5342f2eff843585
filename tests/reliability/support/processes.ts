/** Real processes of ours, started as an operator starts them, and killed as a machine kills them. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfNeeded } from "../../../scripts/start/build-if-needed";
import { until } from "../../support/until";

const root = join(__dirname, "..", "..", "..");
/** Several servers on one database share these. */
const secrets = { AUTH_SECRET: randomBytes(32).toString("base64url"), ENCRYPTION_KEY: randomBytes(32).toString("hex") };

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
};

export interface Running {
  readonly child: ChildProcess;
  readonly origin: string;
  /** All that it wrote. */
  readonly said: () => string;
  /** Exit code, or the signal that ended it. */
  readonly gone: Promise<number | string>;
  kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | string>;
}

const all = new Set<Running>();
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "perin-reliability-"));
  folders.push(made);
  return made;
};

/** For afterAll: nothing stays behind. */
export const endAll = async (): Promise<void> => {
  await Promise.all([...all].map((running) => running.kill("SIGKILL")));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
};

export const run = (script: string, env: Readonly<Record<string, string>>, port = 0, args: readonly string[] = []): Running => {
  const child = spawn(process.execPath, [...(script.endsWith(".ts") ? ["--import", "tsx"] : []), script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", LOG_LEVEL: "warn", NODE_ENV: "production", DATA_DIR: folder(), ...secrets, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += String(chunk);
    });
  const gone = new Promise<number | string>((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal ?? "unknown")));
  const running: Running = {
    child,
    origin: `http://127.0.0.1:${port}`,
    said: () => said,
    gone,
    kill: (signal) => {
      child.kill(signal);
      return gone;
    },
  };
  all.add(running);
  void gone.then(() => all.delete(running));
  return running;
};

/** A built server that answers. */
export const startServer = async (env: Readonly<Record<string, string>>, script = "scripts/start.mjs"): Promise<Running> => {
  buildIfNeeded(root, ".next");
  const on = await freePort();
  const running = run(script, { PORT: String(on), HOST: "127.0.0.1", RATE_LIMIT_SCALE: "10000", ...env }, on);
  await until(async () => {
    if (running.child.exitCode !== null) throw new Error(`the server ended: ${running.said()}`);
    return (await fetch(`${running.origin}/api/health/ready`).catch(() => null))?.ok === true;
  }, 60_000);
  return running;
};
