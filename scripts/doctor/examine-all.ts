/** Everything the doctor tries, in the plan's order. A check that breaks is told as one that failed, and the others go on. */
import { config } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { commandLineExamineEndpoint, type Examination } from "@/lib/operations/contracts";
import type { Finding } from "@/lib/operations/core/readiness";
import { askServer, examine, holderOfDatabase, runningServer } from "@/lib/operations/service";
import { prepareSecrets } from "@/lib/secrets";
import { checkBrains, checkDatabase, checkHealth, checkHeaders, checkJobs, checkMigrations, checkMail, checkAddress, checkSecrets, checkRedis } from "./parts";
import { checkApi, checkCompose, checkImage, checkJourneys, checkPipeline, checkTests } from "./source";
import { checkLogs, checkMetrics, checkResilience, checkSentry } from "./watching";

export interface Surroundings {
  readonly quick: boolean;
  readonly facts: Examination;
  /** Address of the running server, or null when none runs on this data directory. */
  readonly server: string | null;
}

export type Check = (surroundings: Surroundings) => Promise<Finding> | Finding;

const checks: readonly (readonly [row: string, points: number, check: Check])[] = [
  ["1.1 error handler", 6, checkResilience],
  ["1.2 tests", 6, checkTests],
  ["2.2 browser journeys", 3, checkJourneys],
  ["2.1 logging", 6, checkLogs],
  ["2.2 Sentry", 5, checkSentry],
  ["2.3 metrics", 5, checkMetrics],
  ["2.3 health", 6, checkHealth],
  ["3.1 image", 5, checkImage],
  ["3.2 compose", 4, checkCompose],
  ["3.3 pipeline", 5, checkPipeline],
  ["4.1 Redis", 7, checkRedis],
  ["4.2 database", 7, checkDatabase],
  ["4.2 migrations", 6, checkMigrations],
  ["4.3 API description", 5, checkApi],
  ["5.1 secrets", 8, checkSecrets],
  ["5.2 headers", 6, checkHeaders],
  ["jobs and workers", 4, checkJobs],
  ["address", 3, checkAddress],
  ["mail", 2, checkMail],
  ["brains", 1, checkBrains],
];

const sentence = (error: unknown): string => (isAppError(error) || error instanceof Error ? error.message : String(error));

const localAddress = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `http://${["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;

export const examineAll = async ({ quick }: { readonly quick: boolean }): Promise<Finding[]> => {
  await prepareSecrets();
  config();
  const holder = holderOfDatabase();
  const running = runningServer();
  const facts = holder === null ? await examine() : await askServer(holder, commandLineExamineEndpoint, {});
  const surroundings: Surroundings = { quick, facts, server: running === null ? null : localAddress(running) };
  const findings: Finding[] = [];
  for (const [row, points, check] of checks) {
    try {
      findings.push({ ...(await check(surroundings)), row, points });
    } catch (error) {
      findings.push({ row, points, state: "problem", says: sentence(error) });
    }
  }
  return findings;
};
