/** What leaves for OTLP, Datadog and CloudWatch, read back as their own servers read it. */
import { createSocket } from "node:dgram";
import { parseConfig, rereadConfig } from "@/lib/config";
import { count, flushExporters, MetricsCollector, observe, startExporters, stopExporters } from "@/lib/metrics";
import { createExporter as createCloudwatch } from "@/lib/metrics/exporters/cloudwatch";
import { startCollector } from "../support/otlp-server";

const configure = (settings: Record<string, string>): void => {
  Object.assign(process.env, settings);
  rereadConfig();
};
beforeEach(() => {
  MetricsCollector.reset();
  observe("outbox", () => [{ name: "outbox_waiting", value: 4 }]);
});
afterEach(async () => {
  await stopExporters();
  for (const name of ["METRICS_EXPORTERS", "OTEL_EXPORTER_OTLP_ENDPOINT", "DD_AGENT_HOST", "DD_DOGSTATSD_PORT"]) Reflect.deleteProperty(process.env, name);
  rereadConfig();
});

test("OTLP gets histograms in seconds with the buckets' own counts, counters that only rise, and gauges", async () => {
  const collector = await startCollector();
  configure({ METRICS_EXPORTERS: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(await startExporters(() => undefined)).toEqual(["otlp"]);
  for (const value of [3, 3, 40_000]) MetricsCollector.record({ name: "db_query_ms", value, tags: { outcome: "ok" } });
  count("log_lines", { level: "warn" }, 2);
  await flushExporters();
  const find = (name: string) => collector.metrics.find((metric) => metric.name === name) as never;
  expect(find("perin_db_query_seconds")).toMatchObject({
    unit: "s",
    histogram: {
      aggregationTemporality: 2,
      dataPoints: [
        { count: 3, sum: 40.006, bucketCounts: [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], attributes: [{ key: "outcome", value: { stringValue: "ok" } }] },
      ],
    },
  });
  expect((find("perin_db_query_seconds") as { histogram: { dataPoints: { explicitBounds: number[] }[] } }).histogram.dataPoints[0]?.explicitBounds[2]).toBe(
    0.005,
  );
  expect(find("perin_log_lines_total")).toMatchObject({ sum: { isMonotonic: true, dataPoints: [{ asDouble: 2 }] } });
  expect(find("perin_outbox_waiting")).toMatchObject({ gauge: { dataPoints: [{ asDouble: 4 }] } });
  await stopExporters();
  await collector.close();
});

test("a collector that is away is said once a push and disturbs nobody", async () => {
  configure({ METRICS_EXPORTERS: "otlp", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  const failures: string[] = [];
  await startExporters((exporter) => failures.push(exporter));
  await flushExporters();
  expect(failures).toEqual(["otlp"]);
}, 30_000);

test("Datadog's agent gets every value as a distribution in milliseconds, counters as increments, gauges as gauges", async () => {
  const agent = createSocket("udp4");
  const packets: string[] = [];
  agent.on("message", (message) => packets.push(String(message)));
  await new Promise<void>((resolve) => agent.bind(0, "127.0.0.1", resolve));
  configure({ METRICS_EXPORTERS: "datadog", DD_AGENT_HOST: "127.0.0.1", DD_DOGSTATSD_PORT: String(agent.address().port) });
  await startExporters(() => undefined);
  MetricsCollector.record({ name: "http_request_ms", value: 12, tags: { area: "chat", status: "2xx", userId: "canary" } });
  count("model_tokens", { model: "m", type: "input" }, 7);
  await flushExporters();
  await stopExporters();
  await new Promise((resolve) => setTimeout(resolve, 100));
  agent.close();
  const lines = packets.join("\n").split("\n");
  expect(lines.find((line) => line.startsWith("perin.http_request:12|d|#"))).toMatch(/area:chat/);
  expect(lines.find((line) => line.startsWith("perin.model_tokens:7|c|#"))).toMatch(/service:perin/);
  expect(lines.some((line) => line.startsWith("perin.outbox_waiting:4|g"))).toBe(true);
  expect(packets.join()).not.toContain("canary");
  expect(packets.every((packet) => packet.length <= 1_432)).toBe(true);
});

test("CloudWatch gets lines of the Embedded Metric Format: at most 100 values each, every metric and dimension a member", async () => {
  const lines: string[] = [];
  const exporter = createCloudwatch((line) => lines.push(line));
  for (let index = 0; index < 250; index += 1) {
    MetricsCollector.record({ name: "db_query_ms", value: index, tags: { outcome: "ok" } });
    const [series] = MetricsCollector.snapshot();
    if (series) exporter.hear?.(series, index);
  }
  await exporter.push([], [{ name: "outbox_waiting", value: 4 }]);
  expect(lines).toHaveLength(4);
  const parsed = lines.map(
    (line) =>
      JSON.parse(line) as Record<string, unknown> & {
        _aws: { Timestamp: number; CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[] };
      },
  );
  for (const line of parsed) {
    const [directive] = line._aws.CloudWatchMetrics;
    expect(directive?.Namespace).toBe("Perin");
    for (const dimension of directive?.Dimensions.flat() ?? []) expect(typeof line[dimension]).toBe("string");
    for (const { Name } of directive?.Metrics ?? []) expect([line[Name]].flat().length).toBeLessThanOrEqual(100);
  }
  expect(parsed.flatMap((line) => line.perin_db_query_milliseconds ?? [])).toEqual(Array.from({ length: 250 }, (_, index) => index));
  expect(parsed.at(-1)?.perin_outbox_waiting).toBe(4);
});

test("an exporter nobody knows stops the start with a sentence that names the ones there are", () => {
  expect(() => parseConfig({ METRICS_EXPORTERS: "prometheus,statsd" })).toThrow(/METRICS_EXPORTERS.*prometheus, otlp, datadog, cloudwatch/);
});
