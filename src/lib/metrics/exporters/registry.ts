/** Where the numbers go. Each exporter is loaded only when METRICS_EXPORTERS names it; one that fails disturbs neither the others nor anybody's request. */
import { config, processWide } from "@/lib/config";
import { listeners } from "../listeners";
import { takeReadings, type Reading } from "../readings";
import type { Series } from "../series";
import type { Exporter } from "./exporter";

type Pushing = Exclude<ReturnType<typeof config>["METRICS_EXPORTERS"][number], "prometheus">;

const loaders: Readonly<Record<Pushing, () => Promise<{ createExporter: () => Exporter }>>> = {
  otlp: () => import("./otlp"),
  datadog: () => import("./datadog"),
  cloudwatch: () => import("./cloudwatch"),
};

/** A receiver that is away doesn't hold up the end of the process. */
const farewellMs = 2_000;

interface Running {
  readonly exporters: Map<string, Exporter>;
  timer?: NodeJS.Timeout;
  readonly snapshot: () => readonly Series[];
  readonly onFailure: (exporter: string, error: unknown) => void;
}
const running = processWide<{ current?: Running }>("metrics.exporters", () => ({}));

const pushTo = async ({ exporters, snapshot, onFailure }: Running): Promise<void> => {
  const readings: readonly Reading[] = await takeReadings();
  await Promise.all([...exporters].map(([name, { push }]) => push(snapshot(), readings).catch((error: unknown) => onFailure(name, error))));
};

/** Sends everything now. */
export const flushExporters = async (): Promise<void> => {
  const { current } = running.get();
  if (current) await pushTo(current);
};

/** Starts those that are configured and answers their names. A second start does nothing. `snapshot` gives the table. */
export const startExporters = async (snapshot: Running["snapshot"], onFailure: Running["onFailure"]): Promise<readonly string[]> => {
  const state = running.get();
  const wanted = config().METRICS_EXPORTERS.filter((name): name is Pushing => name !== "prometheus");
  if (state.current || wanted.length === 0) return [...(state.current?.exporters.keys() ?? [])];
  const current: Running = { exporters: new Map(), snapshot, onFailure };
  state.current = current;
  for (const name of wanted) {
    const exporter = (await loaders[name]()).createExporter();
    current.exporters.set(name, exporter);
    if (exporter.hear) listeners().add(exporter.hear);
  }
  current.timer = setInterval(() => void pushTo(current), config().METRICS_INTERVAL_SECONDS * 1_000).unref();
  return wanted;
};

/** Sends what is left and ends them; for the end of a process. */
export const stopExporters = async (): Promise<void> => {
  const state = running.get();
  const { current } = state;
  if (!current) return;
  clearInterval(current.timer);
  delete state.current;
  const late = new Promise((resolve) => setTimeout(resolve, farewellMs).unref());
  await Promise.race([pushTo(current), late]);
  for (const { hear, stop } of current.exporters.values()) {
    if (hear) listeners().delete(hear);
    await Promise.race([stop?.().catch(() => undefined), late]);
  }
};
