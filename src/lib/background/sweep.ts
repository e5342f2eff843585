/** Once an hour everything that has served its time goes: sessions, half-finished sign-ins, answers given, what undo records held, delivered messages. */
import { z } from "zod";
import { defineJob } from "@/lib/jobs";
import { logger } from "@/lib/logger";
import { deleteExpired, expirePendingActions, sweptTables, trimChanges } from "@/lib/queries/sweep";

const batchRows = 1_000;
/** The rest waits for the next hour. */
const batchesMax = 200;

const inBatches = async (work: (limit: number) => Promise<number>, signal: AbortSignal): Promise<number> => {
  let total = 0;
  for (let batch = 0; batch < batchesMax && !signal.aborted; batch += 1) {
    const done = await work(batchRows);
    total += done;
    if (done < batchRows) break;
  }
  return total;
};

export const sweepJob = defineJob({
  name: "sweep",
  data: z.object({}),
  cron: "17 * * * *",
  run: async (_data, { signal }) => {
    const swept: Record<string, number> = {};
    for (const table of sweptTables) swept[table] = await inBatches((limit) => deleteExpired(table, limit), signal);
    swept.changes = await inBatches(trimChanges, signal);
    swept.pending_actions = await inBatches(expirePendingActions, signal);
    if (Object.values(swept).some((rows) => rows > 0)) logger.info("swept", swept);
  },
});
