/** A PostgreSQL of our own, on a free port, that may be stopped and started without disturbing anybody. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./processes";

export interface OwnPostgres {
  readonly url: string;
  /** As a crash or a restart does: connections are cut. */
  stop(): void;
  start(): void;
  remove(): void;
}

const binaries = (): string | undefined => {
  try {
    const [newest] = readdirSync("/usr/lib/postgresql").sort((a, b) => Number(b) - Number(a));
    return newest === undefined ? undefined : `/usr/lib/postgresql/${newest}/bin`;
  } catch {
    return undefined;
  }
};

export const postgresInstalled = binaries() !== undefined;

/** PostgreSQL refuses to run as root; its own user is there where it is installed. */
const as = (command: string): void => {
  const root = process.getuid?.() === 0;
  const [file, args] = root ? (["su", ["postgres", "-s", "/bin/sh", "-c", command]] as const) : (["/bin/sh", ["-c", command]] as const);
  const done = spawnSync(file, [...args], { encoding: "utf8", cwd: "/tmp", stdio: ["ignore", "ignore", "pipe"] });
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
};

export const createPostgres = async (): Promise<OwnPostgres> => {
  const bin = binaries() ?? "";
  const base = mkdtempSync(join(tmpdir(), "perin-postgres-"));
  if (process.getuid?.() === 0) spawnSync("chown", ["postgres", base]);
  const port = await freePort();
  const data = join(base, "data");
  as(`${bin}/initdb -D ${data} -A trust -U postgres --no-sync -E UTF8 --locale=C`);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${base} -c fsync=off -c max_connections=60`;
  const start = (): void => as(`${bin}/pg_ctl -D ${data} -w -l ${base}/log -o "${options}" start`);
  const stop = (): void => as(`${bin}/pg_ctl -D ${data} -w -m immediate stop`);
  start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove: () => {
      try {
        stop();
      } catch {
        // Stopped already.
      }
      rmSync(base, { recursive: true, force: true });
    },
  };
};
