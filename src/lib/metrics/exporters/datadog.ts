/** Datadog: every value to the agent over DogStatsD (UDP), several to a packet. The agent does the arithmetic. */
import { StatsD } from "hot-shots";
import { config, version } from "@/lib/config";
import { exportedName, metricOf } from "../catalogue";
import type { Exporter } from "./exporter";

/** "perin_http_request_seconds" is "perin.http_request", in milliseconds, as Datadog has it. */
const datadogName = (name: string): string =>
  exportedName(name)
    .replace(/^perin_/, "perin.")
    .replace(/_(?:seconds|total)$/, "");

export const createExporter = (): Exporter => {
  const { DD_AGENT_HOST, DD_DOGSTATSD_PORT, DD_SERVICE, DD_ENV, NODE_ENV } = config();
  const client = new StatsD({
    host: DD_AGENT_HOST,
    port: DD_DOGSTATSD_PORT,
    globalTags: { service: DD_SERVICE, env: DD_ENV ?? NODE_ENV, version: version() },
    maxBufferSize: 1_400,
    bufferFlushInterval: 1_000,
    cacheDns: true,
    // An agent that is away must not disturb anybody: UDP has no answer to wait for.
    errorHandler: () => undefined,
  });
  return {
    hear: ({ name, labels }, value) => {
      if (metricOf(name).kind === "counter") client.increment(datadogName(name), value, { ...labels });
      else client.distribution(datadogName(name), value, { ...labels });
    },
    push: (_series, readings) => {
      for (const { name, labels, value } of readings) client.gauge(datadogName(name), value, { ...labels });
      return Promise.resolve();
    },
    stop: () => new Promise((resolve) => client.close(() => resolve())),
  };
};
