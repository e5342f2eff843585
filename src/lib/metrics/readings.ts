/** What isn't counted but looked at when somebody asks: memory, circuits, depths. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { processWide, version } from "@/lib/config";
import { metricOf } from "./catalogue";

export interface Reading {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}
export type Observer = () => readonly Reading[] | Promise<readonly Reading[]>;

/** An observer that doesn't answer by then is left out this time. */
const patienceMs = 1_000;

const { get: observers } = processWide("metrics.observers", () => new Map<string, Observer>());
const lag = processWide("metrics.lag", () => {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  return histogram;
});

/** One observer per topic; a later one takes its place. */
export const observe = (topic: string, observer: Observer): void => {
  observers().set(topic, observer);
};

const ofProcess = (): Reading[] => {
  const { user, system } = process.cpuUsage();
  const histogram = lag.get();
  const seconds = (nanoseconds: number): number => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
  const late = [50, 99].map((percent) => ({ name: "event_loop_lag", labels: { quantile: `0.${percent}` }, value: seconds(histogram.percentile(percent)) }));
  histogram.reset();
  return [
    { name: "build", labels: { version: version(), node: process.versions.node }, value: 1 },
    { name: "resident_memory", value: process.memoryUsage.rss() },
    { name: "cpu", value: (user + system) / 1e6 },
    { name: "started", value: Math.round(Date.now() / 1000 - process.uptime()) },
    ...late,
  ];
};

const patiently = async (observer: Observer): Promise<readonly Reading[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Reading[]>((resolve) => {
    timer = setTimeout(() => resolve([]), patienceMs);
  });
  const asked = (async () => observer())().catch((): readonly Reading[] => []);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
};

/** Every reading now, each name within its share of the series. */
export const takeReadings = async (): Promise<Reading[]> => {
  const observed = await Promise.all([...observers().values()].map(patiently));
  const count = new Map<string, number>();
  return [...ofProcess(), ...observed.flat()].filter(({ name }) => {
    const nth = (count.get(name) ?? 0) + 1;
    count.set(name, nth);
    return nth <= metricOf(name).seriesMax;
  });
};
