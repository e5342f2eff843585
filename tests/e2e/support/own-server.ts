/** A server of its own for journeys that need another one than everybody's: nobody has an account, and nothing is configured. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

export interface OwnServer {
  readonly address: string;
  /** Stops it; `look` sees what it leaves in its data directory before that goes. */
  readonly stop: (look?: (dataDir: string) => Promise<void>) => Promise<void>;
}

/** `offset` keeps the ports of journeys that run at once apart. */
export const ownAddress = (offset: number): string => `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 3170) + offset}`;

/** `settings` are environment variables that this journey needs. */
export const startOwnServer = async (offset: number, settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  const address = ownAddress(offset);
  const { port } = new URL(address);
  const dataDir = mkdtempSync(join(tmpdir(), "perin-own-"));
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "warn", PORT: port, HOST: "127.0.0.1", RATE_LIMIT_SCALE: "50" };
  for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY", "SMTP_URL"]) delete env[name];
  Object.assign(env, settings);
  const server = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], { env, stdio: "inherit" });
  await expect(async () => {
    // Somebody else's server at this port would answer as well.
    expect(server.exitCode).toBeNull();
    expect((await fetch(`${address}/api/health/ready`)).status).toBe(200);
  }).toPass({ timeout: 50_000 });
  return {
    address,
    stop: async (look) => {
      if (server.exitCode !== null) return;
      const over = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await over;
      await look?.(dataDir).finally(() => rmSync(dataDir, { recursive: true, force: true }));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
