/** The running parts: database, Redis, keys, the server's own answers, mail. */
import { config, publicOrigin } from "@/lib/config";
import { checkMailer, mailerConfigured } from "@/lib/mailer";
import { checkRateLimit } from "@/lib/redis";
import type { Check } from "./examine-all";
import { advice, good, missing, problem, startFirst, untested, visit } from "./finding";

export const checkDatabase: Check = ({ facts: { database } }) => {
  if (!database.reachable) return problem("The database doesn't answer.", "Check DATABASE_URL, the server and the network.");
  if (database.kind === "embedded")
    return advice(
      "Embedded: fine for one server on one machine.",
      "For several servers set DATABASE_URL; npm run -s perin -- export-postgres moves everything.",
    );
  const major = Number(/^\d+/.exec(database.version ?? "")?.[0] ?? 0);
  if (major < 15) return problem(`PostgreSQL ${database.version ?? "?"} is too old.`, "Use PostgreSQL 15 or newer.");
  return good(`PostgreSQL ${database.version ?? ""} answers.`);
};

export const checkMigrations: Check = ({ facts: { database, newestBackup } }) => {
  if (database.fault !== null) return problem(database.fault);
  const pending = database.migrations.filter(({ appliedAt }) => appliedAt === null).length;
  if (pending === database.migrations.length) return missing("This database is empty.", "npm start fills it.");
  if (pending > 0) return problem(`${pending} of ${database.migrations.length} migrations haven't run.`, "npm run db:migrate");
  const all = `All ${database.migrations.length} migrations have run, unedited.`;
  const weekOld = newestBackup !== null && Date.now() - Date.parse(newestBackup.at) < 7 * 86_400_000;
  return weekOld
    ? good(`${all} The newest backup is ${newestBackup.name}.`)
    : advice(`${all} No backup of the last seven days lies in the data directory.`, "npm run -s perin -- backup, every day by cron or a timer");
};

export const checkRedis: Check = async ({ facts: { redis } }) => {
  if (!redis.configured) return missing("Limits and circuits are counted in each process.", "Set REDIS_URL when more than one process serves.");
  if (redis.latencyMs === null) return problem("Redis is configured and doesn't answer; limits fall back to each process.", "Check REDIS_URL and the network.");
  const key = `doctor:${process.pid}:${Date.now()}`;
  const answers = [await checkRateLimit(key, 1, 1_000), await checkRateLimit(key, 1, 1_000)];
  return answers[0]?.allowed === true && answers[1]?.allowed === false
    ? good(`Answers in ${redis.latencyMs} ms; a limit of one let one through and stopped the second.`)
    : problem("Redis answers, but a limit of one didn't hold.");
};

export const checkSecrets: Check = ({ facts: { database, secrets } }) => {
  const { AUTH_SECRET, ENCRYPTION_KEY, DATABASE_URL } = config();
  if (database.keyOpens === false)
    return problem("The encryption key doesn't open what this database holds.", "Put the old key behind the new one in ENCRYPTION_KEY.");
  if (secrets.fileMode !== null && (secrets.fileMode & 0o077) !== 0) return problem("Others on this machine can read secrets.json.", "chmod 600 it.");
  if (/^postgres(?:ql)?:\/\/[^:@]+:(?:postgres|password|perin)@/.test(DATABASE_URL ?? ""))
    return problem("The database's password is one that everybody guesses.", "Change it.");
  if (AUTH_SECRET !== undefined && ENCRYPTION_KEY !== undefined)
    return database.keyOpens === true
      ? good(`Both keys come from ${secrets.provider === "env" ? "the settings" : secrets.provider} and open what is stored.`)
      : untested("Both keys are set; nothing to try them on.");
  if (secrets.fileMode === null) return missing("There are no keys yet.", "npm start makes them, or set AUTH_SECRET and ENCRYPTION_KEY.");
  return advice(
    "The keys are generated in the data directory, for its owner alone.",
    "Several servers need the same: set AUTH_SECRET and ENCRYPTION_KEY, or SECRETS_PROVIDER.",
  );
};

export const checkHealth: Check = async ({ server }) => {
  if (server === null) return untested("No server runs on this data directory.", startFirst);
  const [live, ready, detailed] = await Promise.all(["live", "ready", "detailed"].map((name) => visit(`${server}/api/health/${name}`)));
  if (!live || !ready || !detailed) return problem("A health check doesn't answer.");
  const health = (await detailed.json()) as { status?: string; checks?: Record<string, string> };
  const fields = ["database", "ai_circuit", "google_api"].every((name) => health.checks?.[name] !== undefined);
  if (!fields) return problem("The detailed health check lacks fields.");
  return health.status === "healthy" && ready.ok
    ? good("live, ready and detailed answer, all healthy.")
    : problem(`Unhealthy: ${JSON.stringify(health.checks)}`, "Look at /operator.");
};

const needed = [
  "content-security-policy",
  "x-frame-options",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
];

export const checkHeaders: Check = async ({ server }) => {
  if (server === null) return untested("No server runs on this data directory.", startFirst);
  const [page, api, securityTxt] = await Promise.all([visit(`${server}/sign-in`), visit(`${server}/api/docs`), visit(`${server}/.well-known/security.txt`)]);
  if (!page || !api) return problem("The server doesn't answer.");
  const absent = needed.filter((name) => !page.headers.has(name) || !api.headers.has(name));
  if (absent.length > 0) return problem(`Headers are missing: ${absent.join(", ")}.`);
  const policy = page.headers.get("content-security-policy") ?? "";
  if (!/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(?:;|$)/.test(policy)) return problem("The content security policy lets scripts run without a nonce.");
  if (securityTxt?.ok !== true) return problem("/.well-known/security.txt doesn't answer.");
  const https = publicOrigin().startsWith("https://");
  if (https && !page.headers.has("strict-transport-security")) return problem("PUBLIC_URL is https and HSTS isn't sent.");
  return https
    ? good("All there, with a nonce for each page and HSTS.")
    : advice("All there; HSTS needs https.", "Set PUBLIC_URL to the https address of the proxy in front.");
};

export const checkJobs: Check = ({ facts }) => {
  if (!facts.database.reachable) return untested("The database doesn't answer.");
  if (facts.jobs === null) return untested("The queue couldn't be asked.", startFirst);
  const { workers, dead } = facts.jobs;
  if (workers === 0) return problem("No process works on the queue.", "Start the server, or npm run worker beside servers with WORKER=off.");
  return dead === 0
    ? good(`${workers} ${workers === 1 ? "process works" : "processes work"} on the queue; nothing was given up.`)
    : advice(`${dead} things were given up after their last try.`, "Look at /operator and try them again.");
};

export const checkAddress: Check = () => {
  const { HOST, PUBLIC_URL, APP_URL, TRUST_PROXY } = config();
  const address = PUBLIC_URL ?? APP_URL;
  if (address === undefined)
    return HOST === "127.0.0.1"
      ? missing("Reachable on this machine only.", "Put a proxy with https in front; set PUBLIC_URL and TRUST_PROXY=1.")
      : problem(`Listens on ${HOST} without https.`, "Put a proxy with https in front; set PUBLIC_URL.");
  if (!address.startsWith("https://")) return problem(`${address} isn't https: passwords travel in the clear.`, "Use https.");
  return TRUST_PROXY > 0
    ? good(`${address}, behind ${TRUST_PROXY} trusted ${TRUST_PROXY === 1 ? "proxy" : "proxies"}.`)
    : advice(`${address}, but every caller seems to be the proxy.`, "Set TRUST_PROXY to the number of proxies in front.");
};

export const checkMail: Check = async () => {
  if (!mailerConfigured()) return missing("Nobody outside is written to.", "Set SMTP_URL and MAIL_FROM.");
  try {
    await checkMailer();
    return good("The SMTP server answers and lets us in.");
  } catch (error) {
    return problem(`The SMTP server can't be used: ${error instanceof Error ? error.message : String(error)}`, "Check SMTP_URL.");
  }
};

export const checkBrains: Check = async ({ quick }) => {
  if (quick) return untested("--quick asks no model.");
  const { modelStates, tryModelHere } = await import("@/lib/ai/service");
  const tried = await Promise.all(
    modelStates()
      .filter(({ configured }) => configured)
      .map(async ({ id }) => ({ id, ...(await tryModelHere(id)) })),
  );
  const failed = tried.find(({ ok }) => !ok);
  return failed === undefined ? good(`Each answered a question just now: ${tried.map(({ id }) => id).join(", then ")}.`) : problem(failed.said);
};
