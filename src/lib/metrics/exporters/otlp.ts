/** OpenTelemetry: the table as OTLP over HTTP, cumulative since the start of the process. */
import type { HrTime } from "@opentelemetry/api";
import { ValueType } from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { AggregationTemporality, DataPointType, type MetricData, type PushMetricExporter, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { config, version } from "@/lib/config";
import { otlpHeaders, otlpUrl, resourceAttributes } from "@/lib/telemetry/otlp-settings";
import { exportedName, metricOf } from "../catalogue";
import type { Reading } from "../readings";
import { bucketsMs, type Series } from "../series";
import type { Exporter } from "./exporter";

const hrTime = (ms: number): HrTime => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];

const base = (name: string) => {
  const { help, unit } = metricOf(name);
  const units = { ms: "s", bytes: "By", seconds: "s", "1": "1" };
  return {
    descriptor: { name: exportedName(name), description: help, unit: units[unit], valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
};

/** Ours are cumulative up to a bound; OTLP counts each bucket by itself, the last one open. */
const histogramOf = ({ name, buckets, count, sum, min, max }: Series) => {
  const divisor = metricOf(name).unit === "ms" ? 1_000 : 1;
  const counts = [...buckets, count].map((upTo, index, all) => upTo - (index === 0 ? 0 : (all[index - 1] ?? 0)));
  return { buckets: { boundaries: bucketsMs.map((bound) => bound / divisor), counts }, count, sum: sum / divisor, min: min / divisor, max: max / divisor };
};

export const otlpMetrics = (series: readonly Series[], readings: readonly Reading[], startedAtMs: number, nowMs: number): MetricData[] => {
  const at = { startTime: hrTime(startedAtMs), endTime: hrTime(nowMs) };
  const byName = Map.groupBy(series, ({ name }) => name);
  const counted = [...byName].map(([name, group]): MetricData => {
    const dataPoints = group.map((one) => ({ ...at, attributes: { ...one.labels } }));
    return metricOf(name).kind === "histogram"
      ? {
          ...base(name),
          dataPointType: DataPointType.HISTOGRAM,
          dataPoints: dataPoints.map((point, i) => ({ ...point, value: histogramOf(group[i] as Series) })),
        }
      : {
          ...base(name),
          dataPointType: DataPointType.SUM,
          isMonotonic: true,
          dataPoints: dataPoints.map((point, i) => ({ ...point, value: group[i]?.sum ?? 0 })),
        };
  });
  const looked = [...Map.groupBy(readings, ({ name }) => name)].map(([name, group]): MetricData => {
    const dataPoints = group.map(({ labels, value }) => ({ ...at, attributes: { ...labels }, value }));
    return metricOf(name).kind === "counter"
      ? { ...base(name), dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
      : { ...base(name), dataPointType: DataPointType.GAUGE, dataPoints };
  });
  return [...counted, ...looked];
};

export const createExporter = (): Exporter => {
  const exporter: PushMetricExporter = new OTLPMetricExporter({ url: otlpUrl(config(), "metrics"), headers: otlpHeaders(config()), timeoutMillis: 10_000 });
  const resource = resourceFromAttributes(resourceAttributes(config(), version()));
  const startedAtMs = Date.now();
  return {
    push: (series, readings) =>
      new Promise((resolve, reject) => {
        const metrics = otlpMetrics(series, readings, startedAtMs, Date.now());
        const all: ResourceMetrics = { resource, scopeMetrics: [{ scope: { name: "perin", version: version() }, metrics }] };
        exporter.export(all, ({ error }) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
    stop: () => exporter.shutdown(),
  };
};
