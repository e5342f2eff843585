/** A server of its own for journeys that need another one than everybody's: nobody has an account, and nothing is configured but what they say. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";

export interface OwnServer {
  readonly address: string;
  /** Stops it; `look` sees what it leaves in its data directory before that goes. */
  readonly stop: (look?: (dataDir: string) => Promise<void>) => Promise<void>;
}

/** An address at which nobody answers yet. */
export const freeAddress = async (): Promise<string> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return `http://127.0.0.1:${port}`;
};

/** `settings` are environment variables that this journey needs; `address` is for who had to tell it to somebody before. */
export const startOwnServer = async (settings: Readonly<Record<string, string>> = {}, address?: string): Promise<OwnServer> => {
  const chosen = address ?? (await freeAddress());
  const dataDir = mkdtempSync(join(tmpdir(), "perin-own-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    PORT: new URL(chosen).port,
    HOST: "127.0.0.1",
    RATE_LIMIT_SCALE: "50",
  };
  for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY", "SMTP_URL"]) delete env[name];
  Object.assign(env, settings);
  const server = spawn(process.execPath, ["scripts/start.mjs"], { env, stdio: "inherit" });
  await expect(async () => {
    // Somebody else's server at this port would answer as well.
    expect(server.exitCode).toBeNull();
    expect((await fetch(`${chosen}/api/health/ready`)).status).toBe(200);
  }).toPass({ timeout: 50_000 });
  return {
    address: chosen,
    stop: async (look) => {
      if (server.exitCode !== null) return;
      const over = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await over;
      try {
        await look?.(dataDir);
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
  };
};
