/**
 * Every number Perin knows, with its kind and how many series it may fill. A series is one name with one set of labels (a
 * histogram is one, as OpenTelemetry counts it). The shares add up to 200: whatever happens, memory and bills stay bounded.
 */
export interface Metric {
  readonly kind: "histogram" | "counter" | "gauge";
  /** Histograms gather milliseconds; exporters that want base units divide. */
  readonly unit: "ms" | "bytes" | "seconds" | "1";
  readonly help: string;
  readonly seriesMax: number;
  /** The name outside, where it isn't made from ours. */
  readonly exported?: string;
}

export const catalogue = {
  http_request_ms: { kind: "histogram", unit: "ms", help: "Requests answered, by area of the API and class of status", seriesMax: 36 },
  db_query_ms: { kind: "histogram", unit: "ms", help: "Statements sent to the database", seriesMax: 6 },
  model_call_ms: { kind: "histogram", unit: "ms", help: "Calls to a language model, to its last word", seriesMax: 12 },
  ai_response_time: { kind: "histogram", unit: "ms", help: "Whole answers of the assistant", seriesMax: 6 },
  tool_call_ms: { kind: "histogram", unit: "ms", help: "Calls of a tool by the assistant", seriesMax: 36 },
  job_ms: { kind: "histogram", unit: "ms", help: "Background jobs run", seriesMax: 20 },
  outbox_delivery_ms: { kind: "histogram", unit: "ms", help: "Messages of the outbox delivered, by topic", seriesMax: 10 },
  provider_call_ms: { kind: "histogram", unit: "ms", help: "Calls to outside services, retries included", seriesMax: 12 },
  tool_outcomes: { kind: "counter", unit: "1", help: "What became of tool calls", seriesMax: 5 },
  model_tokens: { kind: "counter", unit: "1", help: "Tokens read and written by language models", seriesMax: 10 },
  log_lines: { kind: "counter", unit: "1", help: "Log lines, those held back in a storm included", seriesMax: 5 },
  rate_limited: { kind: "counter", unit: "1", help: "Requests refused by a rate limit", seriesMax: 6 },
  circuit_state: { kind: "gauge", unit: "1", help: "Circuit breakers: 0 closed, 1 half open, 2 open", seriesMax: 14 },
  outbox_waiting: { kind: "gauge", unit: "1", help: "Messages waiting in the outbox", seriesMax: 1 },
  outbox_dead: { kind: "gauge", unit: "1", help: "Messages of the outbox that were given up", seriesMax: 1 },
  jobs: { kind: "gauge", unit: "1", help: "Background jobs by state: waiting, retrying, active, dead", seriesMax: 5 },
  build: { kind: "gauge", unit: "1", help: "Always 1; the labels say what runs", seriesMax: 1, exported: "perin_build_info" },
  resident_memory: { kind: "gauge", unit: "bytes", help: "Memory the process holds", seriesMax: 1, exported: "process_resident_memory_bytes" },
  cpu: { kind: "counter", unit: "seconds", help: "Processor time the process has used", seriesMax: 1, exported: "process_cpu_seconds_total" },
  started: { kind: "gauge", unit: "seconds", help: "When the process started, Unix time", seriesMax: 1, exported: "process_start_time_seconds" },
  event_loop_lag: { kind: "gauge", unit: "seconds", help: "How late timers fire, since the last look", seriesMax: 2, exported: "nodejs_eventloop_lag_seconds" },
} as const satisfies Record<string, Metric>;

/** For names that stand in no line above; together they share one allowance. */
const unlisted: Metric = { kind: "histogram", unit: "1", help: "Recorded by an extension", seriesMax: 9 };

export const seriesMax = 200;

export const metricOf = (name: string): Metric => (Object.hasOwn(catalogue, name) ? catalogue[name as keyof typeof catalogue] : unlisted);

/** Which allowance a name draws on. */
export const allowanceOf = (name: string): string => (Object.hasOwn(catalogue, name) ? name : "");

const prometheusUnit = (kind: Metric["kind"], unit: Metric["unit"]): string => {
  const base = unit === "ms" ? "_seconds" : unit === "1" ? "" : `_${unit}`;
  return kind === "counter" ? `${base}_total` : base;
};

/** The name dashboards use: "http_request_ms" is "perin_http_request_seconds". */
export const exportedName = (name: string): string => {
  const { kind, unit, exported } = metricOf(name);
  return exported ?? `perin_${name.replace(/_ms$/, "").replace(/[^a-zA-Z0-9_]/g, "_")}${prometheusUnit(kind, unit)}`;
};
