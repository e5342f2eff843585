/**
 * One change at a time per owner inside this process. The database's locks decide; this only keeps a thousand callers of one calendar
 * from holding all its connections while they wait for one another.
 */
import { transactionRuns } from "@/lib/queries/transaction";

/** The end of each owner's queue. */
type Tails = Map<string, Promise<unknown>>;

const key = Symbol.for("perin.scheduling.turns");
const holder = globalThis as unknown as Record<symbol, Tails | undefined>;
const tails = (): Tails => (holder[key] ??= new Map<string, Promise<unknown>>());

/** Runs `work` after what this owner's earlier callers do. Inside a transaction it runs at once: waiting there could be waiting for oneself. */
export const inTurn = async <T>(userId: string, work: () => Promise<T>): Promise<T> => {
  if (transactionRuns()) return work();
  const mine = (tails().get(userId) ?? Promise.resolve()).then(work);
  const settled = mine.catch(() => undefined);
  tails().set(userId, settled);
  try {
    return await mine;
  } finally {
    if (tails().get(userId) === settled) tails().delete(userId);
  }
};
