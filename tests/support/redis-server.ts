/** A Redis of one's own on a free port, to freeze, kill and start again. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasRedisServer = spawnSync("redis-server", ["--version"]).status === 0;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export interface RedisServer {
  readonly port: number;
  readonly cli: (...args: string[]) => string;
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const plain = (port: number, dir: string): string[] => ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", dir];

/** Starts one; `more` are further arguments of redis-server. */
export const startRedisServer = (more: readonly string[] = []): Promise<RedisServer> => startWith((port, dir) => [...plain(port, dir), ...more]);

/** A Sentinel that watches one group. */
export const startSentinel = (group: { readonly name: string; readonly port: number; readonly password: string }): Promise<RedisServer> =>
  startWith((port, dir) => {
    const file = join(dir, "sentinel.conf");
    writeFileSync(
      file,
      `port ${port}\nbind 127.0.0.1\ndir ${dir}\nsentinel monitor ${group.name} 127.0.0.1 ${group.port} 1\nsentinel auth-pass ${group.name} ${group.password}\n`,
    );
    return [file, "--sentinel"];
  });

const startWith = async (argumentsFor: (port: number, dir: string) => string[]): Promise<RedisServer> => {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "perin-redis-"));
  const args = argumentsFor(port, dir);
  let child: ChildProcess | undefined;
  const cli = (...args: string[]): string => spawnSync("redis-cli", ["-p", String(port), ...args], { encoding: "utf8", timeout: 2_000 }).stdout.trim();
  const start = async (): Promise<void> => {
    child = spawn("redis-server", args, { stdio: "ignore" });
    for (let tries = 0; !/PONG|NOAUTH/.test(cli("ping")); tries += 1) {
      if (tries > 100) throw new Error("redis-server doesn't start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    port,
    cli,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
