/** CloudWatch: Embedded Metric Format, JSON lines on stdout that the CloudWatch agent or Lambda turns into metrics. */
import { config, version } from "@/lib/config";
import { exportedName, metricOf } from "../catalogue";
import type { Reading } from "../readings";
import type { Series } from "../series";
import type { Exporter } from "./exporter";

/** The format takes at most this many values of one metric in a line. */
const valuesMax = 100;
const units = { ms: "Milliseconds", bytes: "Bytes", seconds: "Seconds", "1": "Count" } as const;

interface Gathered {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: number[];
}

/** A name says its unit itself, so that milliseconds aren't called seconds. */
const cloudwatchName = (name: string): string => (metricOf(name).unit === "ms" ? exportedName(name).replace(/_seconds$/, "_milliseconds") : exportedName(name));

const line = ({ name, labels, values }: Gathered, nowMs: number): string => {
  const { CLOUDWATCH_NAMESPACE, NODE_ENV } = config();
  const metric = cloudwatchName(name);
  const dimensions = { service: "perin", environment: NODE_ENV, ...labels };
  return JSON.stringify({
    _aws: {
      Timestamp: nowMs,
      CloudWatchMetrics: [
        { Namespace: CLOUDWATCH_NAMESPACE, Dimensions: [Object.keys(dimensions)], Metrics: [{ Name: metric, Unit: units[metricOf(name).unit] }] },
      ],
    },
    ...dimensions,
    release: version(),
    [metric]: values.length === 1 ? values[0] : values,
  });
};

export const createExporter = (write: (text: string) => void = (text) => process.stdout.write(`${text}\n`)): Exporter => {
  const gathered = new Map<Series, Gathered>();
  return {
    /** Counts are added up, times are kept one by one until a line is full. */
    hear: (series, value) => {
      const known = gathered.get(series) ?? { name: series.name, labels: series.labels, values: [] };
      gathered.set(series, known);
      if (metricOf(series.name).kind === "counter") known.values[0] = (known.values[0] ?? 0) + value;
      else known.values.push(value);
      if (known.values.length < valuesMax) return;
      gathered.delete(series);
      write(line(known, Date.now()));
    },
    push: (_series, readings: readonly Reading[]) => {
      const nowMs = Date.now();
      const full = [...gathered.values()];
      gathered.clear();
      for (const one of full) write(line(one, nowMs));
      for (const { name, labels, value } of readings) write(line({ name, labels: labels ?? {}, values: [value] }, nowMs));
      return Promise.resolve();
    },
  };
};
