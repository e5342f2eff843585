/** What the console says once Perin is ready. */
import { config } from "@/lib/config";
import { databaseKind } from "@/lib/db/state";
import { describeMailer } from "@/lib/mailer";
import { redisConfigured } from "@/lib/redis";

const models = (): string => {
  const { MODEL_ORDER, OPENAI_API_KEY, OPENAI_BASE_URL } = config();
  if (MODEL_ORDER !== undefined) return MODEL_ORDER.split(",").join(", then ");
  if (OPENAI_BASE_URL !== undefined) return `${new URL(OPENAI_BASE_URL).host}, then builtin`;
  return OPENAI_API_KEY === undefined ? "builtin" : "openai, then builtin";
};

/** Where numbers, traces and errors go; the log is always there. */
const watchers = (): string => {
  const { METRICS_EXPORTERS, METRICS_TOKEN, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, SENTRY_DSN } = config();
  const traces = (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT) === undefined ? [] : ["traces (OTLP)"];
  const numbers = METRICS_EXPORTERS.flatMap((name) => (name === "prometheus" ? (METRICS_TOKEN === undefined ? [] : ["/api/metrics"]) : [`metrics (${name})`]));
  const errors = SENTRY_DSN === undefined ? [] : [`errors (Sentry at ${new URL(SENTRY_DSN).host})`];
  return ["log", ...numbers, ...traces, ...errors].join(", ");
};

/** One line per back end, so that nobody has to guess what is active. */
export const banner = (address: string, seconds: number): string =>
  [
    "",
    `Perin is ready: ${address}  (${seconds.toFixed(1)} s)`,
    `  database  ${databaseKind() === "embedded" ? `embedded, in ${config().DATA_DIR}` : "PostgreSQL server"}`,
    `  model     ${models()}`,
    `  mail      ${describeMailer() ?? "none; set SMTP_URL and MAIL_FROM to send any"}`,
    `  limits    ${redisConfigured() ? "Redis, memory when it is away" : "in this process"}`,
    `  watching  ${watchers()}`,
    "",
  ].join("\n");
