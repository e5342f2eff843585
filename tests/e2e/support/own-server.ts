/** A server of its own for journeys that need another one than everybody's: nobody has an account, and nothing is configured. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

export interface OwnServer {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** `offset` keeps the ports of journeys that run at once apart; `settings` are its own. */
export const startOwnServer = async (offset: number, settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  const port = Number(process.env.E2E_PORT ?? 3170) + offset;
  const address = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "perin-own-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    PORT: String(port),
    HOST: "127.0.0.1",
    RATE_LIMIT_SCALE: "50",
    ...settings,
  };
  for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY", "SMTP_URL"]) delete env[name];
  const server = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], { env, stdio: "inherit" });
  await expect(async () => {
    // Somebody else's server at this port would answer as well.
    expect(server.exitCode).toBeNull();
    expect((await fetch(`${address}/api/health/ready`)).status).toBe(200);
  }).toPass({ timeout: 50_000 });
  return {
    address,
    stop: async () => {
      if (server.exitCode !== null) return;
      const over = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await over;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
