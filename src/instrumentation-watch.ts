/** Whoever watches this process: traces, numbers, errors. Everything is off unless it is configured; a watcher that can't be reached disturbs nobody. */
import { logger } from "@/lib/logger";
import { observe, startExporters, stopExporters } from "@/lib/metrics";
import { countJobsByState } from "@/lib/queries/jobs";
import { outboxState } from "@/lib/queries/outbox";
import { circuitStatuses } from "@/lib/resilience/guarded-call";
import { startTelemetry, stopTelemetry } from "@/lib/telemetry";
import { startErrorReports, stopErrorReports } from "@/lib/telemetry/error-reports";

const circuitValues = { closed: 0, "half-open": 1, open: 2 } as const;

/** What is looked at when somebody asks for numbers. */
const lookAround = (): void => {
  observe("circuits", () =>
    Object.entries(circuitStatuses()).map(([circuit, { state }]) => ({ name: "circuit_state", labels: { circuit }, value: circuitValues[state] })),
  );
  observe("outbox", async () => {
    const { waiting, dead } = await outboxState();
    return [
      { name: "outbox_waiting", value: waiting },
      { name: "outbox_dead", value: dead },
    ];
  });
  observe("jobs", async () => Object.entries(await countJobsByState()).map(([state, value]) => ({ name: "jobs", labels: { state }, value })));
};

/** For every process that works for long: the server, and a worker beside it. */
export const startWatching = async (): Promise<void> => {
  lookAround();
  await startErrorReports();
  await startTelemetry();
  await startExporters((exporter, error) => logger.warn("numbers could not be sent", { exporter, error }));
};

/** Sends what is left; for the end of a process. */
export const stopWatching = async (): Promise<void> => {
  await Promise.all([stopTelemetry(), stopExporters(), stopErrorReports()]);
};
