/** All or nothing, for services: whatever they call inside joins by itself. */
import { inTransaction, onCommit, runInTransaction } from "@/lib/db";

/** Commits when `work` resolves, rolls back when it rejects. Nested calls join the outer one. No model or network call inside. */
export const transaction = <T>(work: () => Promise<T>): Promise<T> => runInTransaction(work);

/** For what must only happen once the data is safe: a notification, a wake-up of the outbox. */
export const afterCommit = (work: () => Promise<void> | void): Promise<void> => onCommit(work);

/** Is a transaction running? Then waiting for another one's end could wait for ever. */
export const transactionRuns = (): boolean => inTransaction();
