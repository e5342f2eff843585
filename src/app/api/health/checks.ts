/** How Perin and what it leans on are doing: the plan's fields for everybody, reasons and latencies for the operator. */
import { config, googleApiBase, processWide, version } from "@/lib/config";
import { query } from "@/lib/db";
import { circuitStatuses } from "@/lib/resilience/guarded-call";

type State = "healthy" | "unhealthy";
interface Check {
  readonly state: State;
  readonly latencyMs: number;
  /** Why it is unhealthy, or what else there is to say. */
  readonly details?: string;
}
const checkNames = ["database", "ai_circuit", "google_api"] as const;
type CheckName = (typeof checkNames)[number];
type Checks = Readonly<Record<CheckName, Check>>;
interface Health {
  readonly status: State;
  readonly timestamp: string;
  readonly checks: Readonly<Record<CheckName, State>>;
  readonly version: string;
  readonly environment: string;
}

const checkMs = 2_000;

/** A check that hangs is a check that failed. */
const timed = async (work: () => Promise<string | undefined>): Promise<Check> => {
  const startedAtMs = performance.now();
  const latencyMs = (): number => Math.round(performance.now() - startedAtMs);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ state: "unhealthy", latencyMs: latencyMs(), details: `no answer within ${checkMs} ms` }), checkMs);
  });
  const done = work().then(
    (details): Check => ({ state: "healthy", latencyMs: latencyMs(), ...(details === undefined ? {} : { details }) }),
    (error: unknown): Check => ({ state: "unhealthy", latencyMs: latencyMs(), details: error instanceof Error ? error.message : String(error) }),
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
};

const askDatabase = async (): Promise<undefined> => {
  await query("SELECT 1 AS health_check", []);
};

/** Circuits of models are named so, as "openai-chat" is; those of other services have nothing to say here. */
const isOfModel = ([name]: readonly [string, unknown]): boolean => name.endsWith("-chat");

/** An open circuit rejects: a check that only looks whether the call came back would hide it. */
const askCircuit = (): Promise<string> => {
  const ofModels = Object.entries(circuitStatuses()).filter(isOfModel);
  const words = ofModels.map(([name, { state, failures, retryAfterMs }]) =>
    state === "open"
      ? `${name} is open after ${failures} failures, next try in ${Math.ceil(retryAfterMs / 1000)} s`
      : `${name} is ${state}, ${failures} failures`,
  );
  const said = words.join("; ") || "no model has been called yet";
  return ofModels.some(([, { state }]) => state === "open") ? Promise.reject(new TypeError(said)) : Promise.resolve(said);
};

/** Any answer of Google's, also a refusal, means that it can be reached. */
const askGoogle = async (): Promise<string> => {
  const { GOOGLE_CLIENT_ID } = config();
  if (GOOGLE_CLIENT_ID === undefined) return "not configured";
  const { status } = await fetch(`${googleApiBase()}/oauth2/v1/tokeninfo`, { signal: AbortSignal.timeout(checkMs), redirect: "manual", cache: "no-store" });
  return status >= 500 ? Promise.reject(new TypeError(`answered ${status}`)) : `answered ${status}`;
};

const ask = async (): Promise<Checks> => {
  const [database, ai_circuit, google_api] = await Promise.all([timed(askDatabase), timed(askCircuit), timed(askGoogle)]);
  return { database, ai_circuit, google_api };
};

/** Everybody may ask, so nobody can make Perin ask others more often than once a second. */
const fresh = processWide<{ checks?: Promise<Checks>; askedAtMs: number }>("health", () => ({ askedAtMs: -Infinity }));
const freshMs = 1_000;

/** The checks, at most a second old. */
export const runChecks = (): Promise<Checks> => {
  const last = fresh.get();
  const nowMs = performance.now();
  if (last.checks && nowMs - last.askedAtMs < freshMs) return last.checks;
  last.askedAtMs = nowMs;
  return (last.checks = ask());
};

/** For tests that change the world within a second. */
export const forgetChecks = (): void => fresh.clear();

export const summarise = (checks: Checks, timestamp: string): Health => ({
  status: checkNames.every((name) => checks[name].state === "healthy") ? "healthy" : "unhealthy",
  timestamp,
  checks: { database: checks.database.state, ai_circuit: checks.ai_circuit.state, google_api: checks.google_api.state },
  version: version(),
  environment: config().NODE_ENV,
});

/** Not from what was asked before: a server that is shut out of its database must leave the rotation at once. */
export const runDatabaseCheck = (): Promise<Check> => timed(askDatabase);
