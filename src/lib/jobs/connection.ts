/** What the worker speaks to: a small pool of its own on a server, so that jobs never wait for pages nor pages for jobs; its turn on the embedded database. */
import type { ConstructorOptions } from "pg-boss";
import { openBackend, serverUrl } from "@/lib/db";
import { jobsQueue } from "./job";
import { listenForJobs } from "./wake";

/** Never joins a transaction: a worker's own statements belong to nobody's change. */
const onEmbedded: NonNullable<ConstructorOptions["db"]> = {
  executeSql: async (text, values = []) => {
    const { script } = await openBackend();
    return { rows: (await script?.(text, values)) ?? [] };
  },
  listen: (_channel, hear, reconnected) => {
    listenForJobs(() => hear(jobsQueue));
    reconnected();
    return Promise.resolve({
      close: () => {
        listenForJobs(undefined);
        return Promise.resolve();
      },
    });
  },
};

const connectionsMax = 4;

export const workerConnection = async (): Promise<ConstructorOptions> => {
  await openBackend();
  const url = serverUrl();
  // Rebuilding indexes would hold the only connection, and one process's table never needs it.
  if (url === undefined) return { db: onEmbedded, backend: "pglite", reindex: false, monitorVacuum: false };
  return { connectionString: url, max: connectionsMax, connectionTimeoutMillis: 3_000, application_name: "perin-jobs", options: "-c timezone=UTC" };
};
