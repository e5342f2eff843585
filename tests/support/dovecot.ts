/**
 * A real IMAP server for tests: Debian's Dovecot on a free port of this machine, with a directory of its own. Installed when it is missing;
 * where it can't be, the tests that need it fail.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";

export interface Dovecot {
  readonly port: number;
  /** Everybody's. */
  readonly password: string;
  /** Somebody's mailbox as another program sees it; closed by whoever opens it. */
  readonly open: (user: string) => Promise<ImapFlow>;
  readonly close: () => Promise<void>;
}

const binary = (): string | undefined => ["/usr/sbin/dovecot", "/usr/bin/dovecot"].find((path) => spawnSync(path, ["--version"]).status === 0);

const installed = (): string => {
  if (binary() === undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { env });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "dovecot-imapd"], { env });
  }
  const found = binary();
  if (found === undefined) throw new Error("These tests need Dovecot: apt-get install dovecot-imapd");
  return found;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const nobody = 65_534;
const password = "correct-horse";

/** Syntax of Dovecot 2.3. */
const configuration = (directory: string, port: number): string => {
  const root = userInfo().uid === 0;
  const me = userInfo().username;
  const owner = root ? { uid: nobody, gid: nobody } : { uid: userInfo().uid, gid: userInfo().gid };
  const special = ["Drafts", "Sent", "Trash", "Archive", "Junk"].map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }`);
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
${root ? "" : `default_internal_user = ${me}\ndefault_login_user = ${me}\n`}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${directory}/home/%u
}
mail_location = maildir:${directory}/home/%u/Maildir
namespace inbox {
  inbox = yes
  separator = /
${special.join("\n")}
}
mail_max_userip_connections = 200
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
  chroot =
}
service anvil {
  chroot =
}
`;
};

const answers = async (port: number, child: ChildProcess, log: string): Promise<void> => {
  for (let n = 0; n < 100; n += 1) {
    if (child.exitCode !== null) break;
    const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, auth: { user: "probe", pass: password }, logger: false });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.logout();
      return;
    } catch {
      client.close();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`Dovecot didn't start: ${readFileSync(log, "utf8").slice(-2_000)}`);
};

export const startDovecot = async (): Promise<Dovecot> => {
  const program = installed();
  const directory = mkdtempSync(join(tmpdir(), "perin-dovecot-"));
  for (const name of ["run", "state", "home"]) mkdirSync(join(directory, name), { mode: 0o755 });
  spawnSync("chmod", ["755", directory]);
  if (userInfo().uid === 0) chownSync(join(directory, "home"), nobody, nobody);
  const port = await freePort();
  const file = join(directory, "dovecot.conf");
  const log = join(directory, "log");
  writeFileSync(log, "", { mode: 0o666 });
  writeFileSync(file, configuration(directory, port));
  const child = spawn(program, ["-F", "-c", file], { stdio: "ignore" });
  try {
    await answers(port, child, log);
  } catch (error) {
    child.kill();
    throw error;
  }
  return {
    port,
    password,
    open: async (user) => {
      const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, auth: { user, pass: password }, logger: false, disableAutoIdle: true });
      client.on("error", () => undefined);
      await client.connect();
      return client;
    },
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
