/** Facts about this server, asked of the parts themselves at this moment; the operator's view and the doctor tell them. */
import { statSync } from "node:fs";
import { config, dataPath, version } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { mailerConfigured } from "@/lib/mailer";
import { countDeadJobs, listWorkers } from "@/lib/queries/jobs";
import { outboxState } from "@/lib/queries/outbox";
import { databaseAnswers, databaseInUse, databaseVersion } from "@/lib/queries/database";
import { migrationStates } from "@/lib/queries/migrations";
import { keyOpens } from "@/lib/queries/sealed-values";
import { hasOperator } from "@/lib/queries/users";
import { redis, redisConfigured } from "@/lib/redis";
import { circuitStatuses } from "@/lib/resilience/guarded-call";
import { backupsMade } from "./backup";
import type { Examination } from "./contracts";

/** Undefined when it fails: one part that is away mustn't keep the others from being told. */
const attempted = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch {
    return undefined;
  }
};

const database = async (): Promise<Examination["database"]> => {
  const reachable = await databaseAnswers();
  const edited: string[] = [];
  const migrations = reachable
    ? await migrationStates().catch((error: unknown) => {
        if (isAppError(error)) edited.push(error.message);
        return [];
      })
    : [];
  return {
    kind: databaseInUse(),
    reachable,
    version: (reachable ? await attempted(databaseVersion) : undefined) ?? null,
    migrations,
    fault: edited[0] ?? null,
    keyOpens: (reachable ? await attempted(keyOpens) : undefined) ?? null,
    operatorExists: (reachable ? await attempted(hasOperator) : undefined) ?? false,
  };
};

const askRedis = async (): Promise<Examination["redis"]> => {
  if (!redisConfigured()) return { configured: false, latencyMs: null };
  const startedMs = performance.now();
  const answered = await attempted(() => redis.ping());
  return { configured: true, latencyMs: answered === undefined ? null : Math.round((performance.now() - startedMs) * 10) / 10 };
};

const secretsFileMode = (): number | null => {
  const stats = statSync(dataPath("secrets.json"), { throwIfNoEntry: false });
  return stats === undefined ? null : stats.mode & 0o777;
};

const queue = async (): Promise<NonNullable<Examination["jobs"]>> => {
  const [workers, outbox, deadJobs] = await Promise.all([listWorkers(), outboxState(), countDeadJobs()]);
  return { workers: workers.length, waiting: outbox.waiting, dead: outbox.dead + deadJobs };
};

export const examine = async (): Promise<Examination> => {
  const [stored, limits] = await Promise.all([database(), askRedis()]);
  const [newest] = backupsMade();
  return {
    version: version(),
    environment: config().NODE_ENV,
    uptimeSeconds: Math.round(process.uptime()),
    memoryMb: Math.round(process.memoryUsage().rss / 1_048_576),
    database: stored,
    redis: limits,
    circuits: Object.entries(circuitStatuses()).map(([name, { state, failures, retryAfterMs }]) => ({ name, state, failures, retryAfterMs })),
    jobs: (stored.reachable ? await attempted(queue) : undefined) ?? null,
    mail: mailerConfigured(),
    secrets: { provider: config().SECRETS_PROVIDER, fileMode: secretsFileMode() },
    newestBackup: newest ?? null,
  };
};
