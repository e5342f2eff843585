/** How a process ends that was told to: whoever is being answered first, the database last. */
import { closeAll } from "@/lib/config";
import { closeLogger, logger } from "@/lib/logger";
import { closeRedis } from "@/lib/redis";
import { stopWatching } from "./instrumentation-watch";

/**
 * `finish` resolves when nothing is being answered or worked on any more. `closeDatabase` is the caller's, because the start script
 * takes it by a way that doesn't load drizzle. A second signal ends at once, with 1.
 */
export const stopOnSignal = (finish: () => Promise<unknown>, closeDatabase: () => Promise<void>): void => {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info("stopping", { signal });
    await Promise.all([finish(), closeAll()]);
    await stopWatching();
    await closeDatabase();
    closeRedis();
    await closeLogger();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
};
