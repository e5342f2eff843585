/** The commands of an operator: copies of everything, the keys, a way back in. Each answers what it says on the terminal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "@/lib/errors";
import { makeResetLinkEndpoint } from "@/lib/identity/contracts";
import { makeResetLink } from "@/lib/identity/service";
import { commandLineBackupEndpoint, commandLineRotateKeysEndpoint, type BackupReport } from "@/lib/operations/contracts";
import { askServer, backupPath, holderOfDatabase, loadIntoServer, makeBackup, restoreBackup, rotateKeys, runningServer } from "@/lib/operations/service";

export interface CommandOptions {
  readonly argument: string;
  readonly replace: boolean;
  readonly withoutSecrets: boolean;
  readonly dropUnreadable: boolean;
}

/** What a command did: a line or two for people, the same as data for --json. */
export interface Said {
  readonly lines: readonly string[];
  readonly data: unknown;
}

/** By the server that holds the database if one runs, else by ourselves. */
const copyTo = (path: string, withoutSecrets: boolean): Promise<BackupReport> => {
  const holder = holderOfDatabase();
  return holder === null ? makeBackup({ path, withoutSecrets }) : askServer(holder, commandLineBackupEndpoint, { path, withoutSecrets });
};

const size = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

const backup = async ({ argument, withoutSecrets }: CommandOptions): Promise<Said> => {
  const report = await copyTo(argument === "" ? backupPath() : resolve(argument), withoutSecrets);
  const keys = report.holdsSecrets
    ? "It holds the generated keys: keep it as safe as the data itself."
    : "It doesn't hold the keys: without AUTH_SECRET and ENCRYPTION_KEY, stored tokens can't be opened after a restore.";
  return { lines: [`Backed up ${report.rows} rows of ${report.tables} tables to ${report.path} (${size(report.bytes)}).`, keys], data: report };
};

const restore = async ({ argument, replace }: CommandOptions): Promise<Said> => {
  if (runningServer() !== null) throw new AppError("operations/server-running");
  const report = await restoreBackup(argument, { replace });
  return {
    lines: [
      ...(report.before === null ? [] : [`What was here is in ${report.before}.`]),
      `Restored ${report.rows} rows of ${report.tables} tables, as of ${report.createdAt}.`,
      ...(report.migrated.length === 0 ? [] : [`Brought up to this release: ${report.migrated.join(", ")}.`]),
      ...(report.secrets === "restored" ? ["The keys of the backup are in place."] : []),
    ],
    data: report,
  };
};

const exportPostgres = async ({ argument, replace }: CommandOptions): Promise<Said> => {
  if (!/^postgres(?:ql)?:\/\//.test(argument))
    throw new AppError("request/invalid", { publicMessage: "Name the server: export-postgres postgresql://user@host:5432/perin" });
  const folder = mkdtempSync(join(tmpdir(), "perin-export-"));
  try {
    const { path } = await copyTo(join(folder, "export.jsonl.gz"), true);
    const counts = await loadIntoServer(path, argument, { replace });
    return {
      lines: [
        `Copied ${counts.rows} rows of ${counts.tables} tables to the server.`,
        "Now set DATABASE_URL to that address and restart. Keep DATA_DIR, or move the keys in its secrets.json to AUTH_SECRET and ENCRYPTION_KEY.",
      ],
      data: counts,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** For an owner who can't sign in and can't be mailed: the operator hands over the link. */
const resetPassword = async ({ argument }: CommandOptions): Promise<Said> => {
  const asked = makeResetLinkEndpoint.input.safeParse({ email: argument });
  if (!asked.success) throw new AppError("request/invalid", { publicMessage: "Name the account: reset-password ada@example.com" });
  const { email } = asked.data;
  const holder = holderOfDatabase();
  const link = holder === null ? await makeResetLink(email) : (await askServer(holder, makeResetLinkEndpoint, { email })).link;
  return { lines: ["Open this link within an hour to set a new password. It works once, and whoever has it can set it:", link], data: { link } };
};

const rotate = async ({ dropUnreadable }: CommandOptions): Promise<Said> => {
  // Also beside a server database: the running server holds the keys in memory.
  const server = runningServer();
  const report = server === null ? await rotateKeys({ dropUnreadable }) : await askServer(server, commandLineRotateKeysEndpoint, { dropUnreadable });
  return {
    lines: [
      `Sealed ${report.sealedAnew} values with the newest key; ${report.alreadyNewest} had it already.`,
      ...(report.dropped === 0 ? [] : [`Removed ${report.dropped} that no key opens; their services have to be connected again.`]),
      report.keys === "generated"
        ? "The older keys are forgotten. Make a new backup: the old ones hold the old keys."
        : "The older keys can now be taken out of ENCRYPTION_KEY.",
    ],
    data: report,
  };
};

export const commands: Readonly<Record<string, (options: CommandOptions) => Promise<Said>>> = {
  backup,
  restore,
  "export-postgres": exportPostgres,
  "reset-password": resetPassword,
  "rotate-keys": rotate,
};
