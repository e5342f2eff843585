/** What is ordered when an account is to be synced; what is then done is put together in `src/lib/background`, which sees the rooms that keep things. */
import { z } from "zod";
import type { JobOrder } from "@/lib/jobs";

export interface SyncOrder {
  readonly userId: string;
  readonly connectionId: string;
}

export const syncOrder: JobOrder<SyncOrder> = {
  name: "sync-connection",
  data: z.object({ userId: z.string(), connectionId: z.uuid() }),
  // When to try again stands in the connection's row.
  retriesMax: 0,
  timeoutSeconds: 1_800,
};
