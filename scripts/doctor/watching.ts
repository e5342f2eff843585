/** What watches: retries and circuits, the log, Sentry, metrics. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearAllCircuitState, isCircuitOpen, withRetry } from "@/lib/ai/resilience/error-handler";
import { config, dataPath } from "@/lib/config";
import { createLogger } from "@/lib/logger/create-logger";
import { exposeMetrics } from "@/lib/metrics";
import type { Finding } from "@/lib/operations/core/readiness";
import { otlpHeaders, otlpUrl } from "@/lib/telemetry/otlp-settings";
import type { Check } from "./examine-all";
import { advice, good, missing, problem, send, startFirst, visit } from "./finding";

export const checkResilience: Check = async () => {
  let tries = 0;
  const twiceBroken = (): string => {
    tries += 1;
    if (tries < 3) throw Object.assign(new TypeError("doctor"), { status: 503 });
    return "done";
  };
  const done = await withRetry(twiceBroken, "doctor-retry", { maxRetries: 2 });
  if (done !== "done" || tries !== 3) return problem("A call that failed twice wasn't tried again.");
  const broken = (): never => {
    throw Object.assign(new TypeError("doctor"), { status: 503 });
  };
  for (let call = 0; call < 8; call += 1) await withRetry(broken, "doctor-circuit", { maxRetries: 0 }).catch(() => undefined);
  const open = isCircuitOpen("doctor-circuit");
  clearAllCircuitState();
  if (!open) return problem("A circuit didn't open after eight failures.");
  return good("A call that failed twice came through; a circuit opened after its failures.");
};

const planted = "sk-doctor0123456789abcdef";

export const checkLogs: Check = async () => {
  const directory = config().LOG_DIR ?? dataPath("logs");
  const folder = mkdtempSync(join(tmpdir(), "perin-doctor-"));
  try {
    const logger = createLogger({ level: "info", silent: false, directory: folder, console: "off", environment: "doctor" });
    logger.error("doctor", { password: "hunter2hunter2", text: `key ${planted}`, userId: "u-1" });
    await new Promise((resolve) => {
      logger.once("finish", resolve);
      logger.end();
      setTimeout(resolve, 1_000).unref();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const text = readFileSync(join(folder, "error.log"), "utf8");
    if (text.includes(planted) || text.includes("hunter2")) return problem("A planted secret reached the log.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize < 500_000_000
      ? advice(`${directory} has less than 500 MB left.`, "Free some space.")
      : good(`A planted secret didn't reach the log; ${directory} takes lines.`);
  } catch {
    return advice(`${directory} can't be written; lines go to the console only.`, "Set LOG_DIR, or collect the console.");
  }
};

/** An envelope that makes no issue: a report that nothing was left out. Whoever takes it knows the key. */
const emptyReport = (dsn: string): string =>
  [{ dsn, sent_at: new Date().toISOString() }, { type: "client_report" }, { timestamp: Date.now() / 1_000, discarded_events: [] }]
    .map((line) => JSON.stringify(line))
    .join("\n");

export const checkSentry: Check = async () => {
  const { SENTRY_DSN } = config();
  if (SENTRY_DSN === undefined) return missing("Errors are reported to nobody.", "Set SENTRY_DSN.");
  const { origin, pathname, username } = new URL(SENTRY_DSN);
  const [, prefix = "", project = ""] = /^(.*)\/([^/]+)$/.exec(pathname) ?? [];
  const answer = await send(`${origin}${prefix}/api/${project}/envelope/`, emptyReport(SENTRY_DSN), {
    "content-type": "application/x-sentry-envelope",
    "x-sentry-auth": `Sentry sentry_version=7, sentry_client=perin-doctor, sentry_key=${username}`,
  });
  if (answer === null) return problem(`${origin} doesn't answer.`, "Check SENTRY_DSN and the way out of this network.");
  return answer.ok
    ? good(`${origin} took a report with this key.`)
    : problem(`${origin} answers ${answer.status} to a report with this key.`, "Check SENTRY_DSN.");
};

/** Asked as Prometheus asks, with the token and without. */
const checkPrometheus = async (server: string | null, token: string): Promise<Finding> => {
  if (server === null)
    return (await (await exposeMetrics()).text()).includes("# TYPE")
      ? advice("Prometheus can read metrics once the server runs.", startFirst)
      : problem("Metrics can't be read.");
  const [open, closed] = await Promise.all([visit(`${server}/api/metrics`, { authorization: `Bearer ${token}` }), visit(`${server}/api/metrics`)]);
  if (closed?.status !== 401) return problem("Metrics are shown without the token.");
  return open?.ok === true && (await open.text()).includes("# TYPE")
    ? good("Prometheus can read metrics with the token, nobody without.")
    : problem("Metrics can't be read with METRICS_TOKEN.", "Start the server with the same METRICS_TOKEN.");
};

const checkCollector = async (): Promise<Finding> => {
  const address = otlpUrl(config(), "metrics");
  const answer = await send(address, JSON.stringify({ resourceMetrics: [] }), { ...otlpHeaders(config()), "content-type": "application/json" });
  if (answer === null) return problem(`${address} doesn't answer.`, "Check OTEL_EXPORTER_OTLP_ENDPOINT and the way there.");
  return answer.ok ? good(`${address} takes metrics.`) : problem(`${address} answers ${answer.status} to metrics.`, "Check OTEL_EXPORTER_OTLP_HEADERS.");
};

/** One that reads the metrics is enough; each that is configured has to work. */
export const checkMetrics: Check = async ({ server }) => {
  const { METRICS_EXPORTERS, METRICS_TOKEN } = config();
  const readers = [
    ...(METRICS_EXPORTERS.includes("prometheus") && METRICS_TOKEN !== undefined ? [await checkPrometheus(server, METRICS_TOKEN)] : []),
    ...(METRICS_EXPORTERS.includes("otlp") ? [await checkCollector()] : []),
  ];
  const [first] = readers;
  if (first) return readers.find(({ state }) => state !== "good") ?? good(readers.map(({ says }) => says).join(" "));
  if (METRICS_EXPORTERS.some((name) => name === "datadog" || name === "cloudwatch"))
    return advice(`Metrics go to ${METRICS_EXPORTERS.join(", ")}, which doesn't say whether they arrive.`);
  return missing("Nobody reads the metrics.", "Set METRICS_TOKEN for Prometheus, or METRICS_EXPORTERS=otlp with OTEL_EXPORTER_OTLP_ENDPOINT.");
};
