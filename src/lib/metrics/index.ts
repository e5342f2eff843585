/** What happens how often and how long it takes; one table per process, however many copies of this module Next.js loads. */
import { environmentValue, processWide } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { prometheusContentType, renderPrometheus } from "./exporters/prometheus";
import { startExporters as start } from "./exporters/registry";
import { listeners } from "./listeners";
import { takeReadings } from "./readings";
import { SeriesTable, type MetricData, type Series } from "./series";

export { observe, type Reading } from "./readings";
export { flushExporters, stopExporters } from "./exporters/registry";

const { get: table } = processWide("metrics", () => new SeriesTable());

export class MetricsCollector {
  /** Counts one value. Tags that name a person are left out; at most 200 series exist. */
  static record(metric: MetricData): void {
    const counted = table().record(metric);
    if (counted && (listeners().size > 0 || environmentValue("NODE_ENV") === "production")) void MetricsCollector.sendToMonitoring(metric);
  }

  /** Hands one value to the exporters that want each as it comes (METRICS_EXPORTERS); those that read the table come by themselves. */
  static sendToMonitoring(metric: MetricData): Promise<void> {
    for (const hear of listeners()) hear(table().find(metric), metric.value);
    return Promise.resolve();
  }

  /** Every series as it stands. */
  static snapshot(): Series[] {
    return table().all();
  }

  static reset(): void {
    table().clear();
  }
}

/** How long a model took to answer, in milliseconds. The user is part of the plan's signature and never becomes a label. */
export const recordAIResponseTime = (userId: string, duration: number, service = "openai"): void => {
  MetricsCollector.record({ name: "ai_response_time", value: duration, tags: { userId, service } });
};

/** One more of something. */
export const count = (name: string, tags: Readonly<Record<string, string>>, value = 1): void => MetricsCollector.record({ name, value, tags });

/** In one word how a piece of work ended, for a label: "ok", or the kind of error. */
export const outcomeOf = (error: unknown): string => (isAppError(error) ? error.kind : "failed");

/** Runs `work` and records how long it took under `name`, with its outcome as a label. */
export const timed = async <T>(name: string, tags: Readonly<Record<string, string>>, work: () => Promise<T> | T): Promise<T> => {
  const startedMs = performance.now();
  let outcome = "ok";
  try {
    return await work();
  } catch (error) {
    outcome = outcomeOf(error);
    throw error;
  } finally {
    MetricsCollector.record({ name, value: performance.now() - startedMs, tags: { ...tags, outcome } });
  }
};

/** Everything that is known now, as Prometheus reads it. */
export const exposeMetrics = async (): Promise<Response> =>
  new Response(renderPrometheus(table().all(), await takeReadings()), { headers: { "content-type": prometheusContentType, "cache-control": "no-store" } });

/** Starts the exporters of METRICS_EXPORTERS that send by themselves and answers their names; `onFailure` hears of every one that couldn't. */
export const startExporters = (onFailure: (exporter: string, error: unknown) => void): Promise<readonly string[]> => start(() => table().all(), onFailure);
