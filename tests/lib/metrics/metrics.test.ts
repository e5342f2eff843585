import { AppError } from "@/lib/errors";
import { count, exposeMetrics, MetricsCollector, observe, recordAIResponseTime, timed } from "@/lib/metrics";
import { catalogue, seriesMax } from "@/lib/metrics/catalogue";
import { listeners } from "@/lib/metrics/listeners";
import { cpuMs } from "../../support/cpu-time";
import { parsePrometheus, seriesIn } from "../../support/prometheus";

beforeEach(() => MetricsCollector.reset());
const exposed = async () => parsePrometheus(await (await exposeMetrics()).text());

test("values of one name and label gather in one series with count, sum and buckets", () => {
  for (const value of [3, 30, 3_000]) MetricsCollector.record({ name: "t", value, tags: { a: "x" } });
  const [series] = MetricsCollector.snapshot();
  expect(series).toMatchObject({ name: "t", labels: { a: "x" }, count: 3, sum: 3_033, min: 3, max: 3_000 });
  expect(series?.buckets).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
});

test("a thousand users make one series, and no user stands in it", () => {
  for (let user = 0; user < 1000; user += 1) recordAIResponseTime(`user-${user}`, 10);
  expect(MetricsCollector.snapshot()).toHaveLength(1);
  expect(JSON.stringify(MetricsCollector.snapshot())).not.toContain("user-");
});

test("the shares of all names add up to 200 series", () => {
  const shares = Object.values(catalogue).reduce((sum, metric) => sum + metric.seriesMax, 0);
  expect(shares + 9).toBe(seriesMax);
});

test("labels that never end, of every name there is and of names nobody knows, fill at most 200 series, and nothing is lost", async () => {
  observe("flood", () => Array.from({ length: 500 }, (_, index) => ({ name: "circuit_state", labels: { circuit: `c${index}` }, value: 1 })));
  const names = Object.entries(catalogue).flatMap(([name, { kind }]) => (kind === "histogram" ? [name] : []));
  for (const name of [...names, "x", "y", "strange"])
    for (let index = 0; index < 300; index += 1) MetricsCollector.record({ name, value: 1, tags: { path: `/p/${index}` } });
  for (let index = 0; index < 300; index += 1) count("model_tokens", { model: `m${index}` }, 2);
  for (let index = 0; index < 300; index += 1) MetricsCollector.record({ name: `unknown_${index}`, value: 1 });
  const series = MetricsCollector.snapshot();
  const families = await exposed();
  observe("flood", () => []);
  expect(seriesIn(families)).toBeLessThanOrEqual(200);
  expect(series.reduce((sum, one) => sum + one.count, 0)).toBe((names.length + 3) * 300 + 600);
});

test("the known spellings of a series lead to it in any order of the labels", () => {
  count("model_tokens", { model: "a", type: "input" }, 2);
  count("model_tokens", { type: "input", model: "a" }, 3);
  expect(MetricsCollector.snapshot()).toMatchObject([{ sum: 5 }]);
});

test("what is no number is not counted", () => {
  MetricsCollector.record({ name: "t", value: Number.NaN });
  MetricsCollector.record({ name: "t", value: Infinity });
  expect(MetricsCollector.snapshot()).toEqual([]);
});

test("timed work keeps its answer and its error, and says how it ended", async () => {
  expect(await timed("job_ms", { job: "a" }, () => 7)).toBe(7);
  await expect(timed("job_ms", { job: "a" }, () => Promise.reject(new AppError("db/busy")))).rejects.toMatchObject({ code: "db/busy" });
  await expect(timed("job_ms", { job: "a" }, () => Promise.reject(new TypeError("x")))).rejects.toThrow("x");
  expect(MetricsCollector.snapshot().map(({ labels }) => labels.outcome)).toEqual(["ok", "unavailable", "failed"]);
});

test("what Prometheus reads holds to the format to the letter, in seconds, with labels that need escaping", async () => {
  MetricsCollector.record({ name: "http_request_ms", value: 30, tags: { area: 'a"b\\c\nd', status: "2xx" } });
  MetricsCollector.record({ name: "an odd-name", value: 2, tags: { "a-b": "c" } });
  count("log_lines", { level: "warn" });
  const families = await exposed();
  const requests = families.find(({ name }) => name === "perin_http_request_seconds");
  expect(requests?.type).toBe("histogram");
  expect(requests?.samples.find(({ name }) => name.endsWith("_sum"))?.value).toBe(0.03);
  expect(requests?.samples.find(({ labels }) => labels.le === "0.025")?.value).toBe(0);
  expect(requests?.samples.find(({ labels }) => labels.le === "0.05")?.value).toBe(1);
  expect(families.find(({ name }) => name === "perin_log_lines_total")?.samples).toEqual([
    { name: "perin_log_lines_total", labels: { level: "warn" }, value: 1 },
  ]);
  const memory = families.find(({ name }) => name === "process_resident_memory_bytes")?.samples[0]?.value ?? 0;
  expect(memory).toBeGreaterThan(10_000_000);
  expect(families.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["perin_build_info", "process_cpu_seconds_total", "process_start_time_seconds", "nodejs_eventloop_lag_seconds"]),
  );
});

test("an observer that fails or hangs is left out, and the rest is answered within its time", async () => {
  observe("broken", () => Promise.reject(new TypeError("away")));
  observe("hanging", () => new Promise(() => undefined));
  observe("fine", () => [{ name: "outbox_waiting", value: 3 }]);
  const startedMs = performance.now();
  const families = await exposed();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(families.find(({ name }) => name === "perin_outbox_waiting")?.samples[0]?.value).toBe(3);
  for (const topic of ["broken", "hanging", "fine"]) observe(topic, () => []);
});

test("recording costs next to nothing: at most 20 µs, with labels", () => {
  // The quickest of several: a shared core slows some of them down.
  const microseconds = Array.from({ length: 10 }, () => {
    const startedMs = cpuMs();
    for (let index = 0; index < 5_000; index += 1) MetricsCollector.record({ name: "db_query_ms", value: index % 50, tags: { outcome: "ok" } });
    return ((cpuMs() - startedMs) / 5_000) * 1_000;
  });
  expect(Math.min(...microseconds)).toBeLessThan(20);
});

test("each value goes to the exporters that want it as it comes, under the labels of its series", () => {
  const heard: unknown[] = [];
  const hear = (series: { readonly name: string; readonly labels: object }, value: number) => heard.push([series.name, series.labels, value]);
  listeners().add(hear);
  MetricsCollector.record({ name: "t", value: 3, tags: { userId: "u1", a: "x" } });
  MetricsCollector.record({ name: "t", value: Number.NaN });
  void MetricsCollector.sendToMonitoring({ name: "t", value: 4, tags: { a: "x" } });
  listeners().delete(hear);
  expect(heard).toEqual([3, 4].map((value) => ["t", { a: "x" }, value]));
  expect(MetricsCollector.snapshot().map(({ count: times }) => times)).toEqual([1]);
});
