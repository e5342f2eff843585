/** Gives jobs that were put aside another chance. */
import { onCommit } from "@/lib/db";
import { deadLetterQueue } from "./job";
import { joined, sender } from "./sender";
import { wakeWorker } from "./wake";

/** Queues dead letters anew, as part of the running transaction; answers how many of `ids` there were. */
export const redrive = async (ids: readonly string[]): Promise<number> => {
  const moved = await (await sender()).redrive(deadLetterQueue, { ids: [...ids], db: joined });
  await onCommit(wakeWorker);
  return moved;
};
