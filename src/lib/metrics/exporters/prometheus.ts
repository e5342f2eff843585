/** Prometheus text exposition, version 0.0.4: what `GET /api/metrics` answers. */
import { exportedName, metricOf } from "../catalogue";
import type { Reading } from "../readings";
import { bucketsMs, type Series } from "../series";

export const prometheusContentType = "text/plain; version=0.0.4; charset=utf-8";

const escaped = (value: string): string => value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");

const labelled = (name: string, labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
};

const histogramLines = (name: string, { labels, buckets, count, sum }: Series, divisor: number): string[] => [
  ...bucketsMs.map((bound, index) => `${labelled(`${name}_bucket`, { ...labels, le: String(bound / divisor) })} ${buckets[index] ?? 0}`),
  `${labelled(`${name}_bucket`, { ...labels, le: "+Inf" })} ${count}`,
  `${labelled(`${name}_sum`, labels)} ${sum / divisor}`,
  `${labelled(`${name}_count`, labels)} ${count}`,
];

const linesOf = (series: Series): string[] => {
  const { kind, unit } = metricOf(series.name);
  const name = exportedName(series.name);
  return kind === "histogram" ? histogramLines(name, series, unit === "ms" ? 1_000 : 1) : [`${labelled(name, series.labels)} ${series.sum}`];
};

const readingLines = ({ name, labels, value }: Reading): string[] => [`${labelled(exportedName(name), labels ?? {})} ${value}`];

/** All lines of one name stand together under its HELP and TYPE, as the format demands. */
export const renderPrometheus = (series: readonly Series[], readings: readonly Reading[]): string => {
  const blocks = new Map<string, string[]>();
  const put = (name: string, lines: readonly string[]): void => {
    const { kind, help } = metricOf(name);
    const outside = exportedName(name);
    const block = blocks.get(outside) ?? [`# HELP ${outside} ${help}`, `# TYPE ${outside} ${kind}`];
    block.push(...lines);
    blocks.set(outside, block);
  };
  for (const one of series) put(one.name, linesOf(one));
  for (const reading of readings) put(reading.name, readingLines(reading));
  return `${[...blocks.values()].flat().join("\n")}\n`;
};
