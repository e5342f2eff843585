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
  readonly stop: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
};

export const startOwnServer = async (configured: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "perin-own-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    PORT: String(port),
    HOST: "127.0.0.1",
    RATE_LIMIT_SCALE: "50",
  };
  for (const name of ["DATABASE_URL", "REDIS_URL", "OPENAI_API_KEY", "SMTP_URL"]) delete env[name];
  Object.assign(env, configured);
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
