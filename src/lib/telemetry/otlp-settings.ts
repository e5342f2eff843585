/** What traces and metrics share on their way to a collector: the standard OTEL_* settings. */
import type { Config } from "@/lib/config";

type Settings = Pick<
  Config,
  | "OTEL_EXPORTER_OTLP_ENDPOINT"
  | "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
  | "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
  | "OTEL_EXPORTER_OTLP_HEADERS"
  | "OTEL_SERVICE_NAME"
  | "NODE_ENV"
>;

/** A signal's own address is taken as it is; the common one gets `/v1/<signal>` (OTLP exporter specification). */
export const otlpUrl = (settings: Settings, signal: "traces" | "metrics"): string => {
  const own = signal === "traces" ? settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT : settings.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT;
  return own ?? `${settings.OTEL_EXPORTER_OTLP_ENDPOINT ?? "http://localhost:4318"}/v1/${signal}`;
};

/** "name=value,other=value", percent-encoded. */
export const otlpHeaders = ({ OTEL_EXPORTER_OTLP_HEADERS }: Settings): Record<string, string> =>
  Object.fromEntries(
    (OTEL_EXPORTER_OTLP_HEADERS ?? "").split(",").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at < 1 ? [] : [[decodeURIComponent(pair.slice(0, at).trim()), decodeURIComponent(pair.slice(at + 1).trim())] as const];
    }),
  );

export const resourceAttributes = ({ OTEL_SERVICE_NAME, NODE_ENV }: Settings, version: string): Record<string, string> => ({
  "service.name": OTEL_SERVICE_NAME,
  "service.version": version,
  "deployment.environment.name": NODE_ENV,
});
