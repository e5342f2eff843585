/** A connection to a PostgreSQL server that only listens, and comes back by itself when it breaks. */
import type { Client } from "pg";
import { logger } from "@/lib/logger";

export interface Listener {
  close(): void;
}

const retryMs = (failures: number): number => Math.min(250 * 2 ** failures, 5_000);
/** A dead network says nothing; a question does. */
const askEveryMs = 15_000;

const connect = async (url: string, hear: (text: string) => void, lost: () => void): Promise<Client> => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: url,
    application_name: "perin-listen",
    connectionTimeoutMillis: 3_000,
    query_timeout: 5_000,
    keepAlive: true,
  });
  client.on("notification", ({ payload }) => hear(payload ?? ""));
  client.on("error", lost);
  client.on("end", lost);
  await client.connect();
  await client.query("LISTEN perin");
  return client;
};

/** `missed` is called each time the connection stands again after a gap. */
export const openListener = (url: string, hear: (text: string) => void, missed: () => void): Listener => {
  let client: Client | undefined;
  let failures = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const retry = (): void => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void open(), retryMs(failures)).unref();
    failures += 1;
  };
  const ask = (current: Client): void => {
    timer = setTimeout(() => {
      current.query("SELECT 1").then(
        () => (current === client ? ask(current) : undefined),
        () => drop(current),
      );
    }, askEveryMs).unref();
  };
  const drop = (broken: Client): void => {
    if (broken !== client) return;
    client = undefined;
    void broken.end().catch(() => undefined);
    retry();
  };
  const open = async (): Promise<void> => {
    try {
      const opened = await connect(url, hear, () => (client === undefined ? undefined : drop(client)));
      if (closed) {
        await opened.end();
        return;
      }
      client = opened;
      if (failures > 0) missed();
      failures = 0;
      ask(opened);
    } catch (error) {
      logger.warn("can't listen to other processes", { error });
      retry();
    }
  };
  void open();

  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      const open = client;
      client = undefined;
      void open?.end().catch(() => undefined);
    },
  };
};
