/**
 * Reads once, and answers from memory until anything at all has been written: for the little that every request asks. Only the embedded database
 * can tell, because this process is its one writer (its directory lock sees to that); a server's is read each time.
 */
import { processWide } from "@/lib/config";
import { inTransaction } from "./query";
import { openBackend } from "./state";

interface Remembered {
  readonly writes: number;
  readonly values: Map<string, unknown>;
}

const keysMax = 1_000;

/** `name` is this reader's alone. What it answers is shared by all who ask: nobody may change it. */
export const readUntilWritten = <T>(name: string, read: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const memory = processWide<{ last: Remembered }>(`db.until-written.${name}`, () => ({ last: { writes: -1, values: new Map() } }));
  return async (key) => {
    // A transaction sees what it has written itself, and may yet take it back.
    const writes = inTransaction() ? undefined : (await openBackend()).writes?.();
    if (writes === undefined) return read(key);
    const { last } = memory.get();
    if (last.writes === writes && last.values.has(key)) return last.values.get(key) as T;
    // The count is from before the reading: what is written meanwhile makes this old.
    const value = await read(key);
    const kept = memory.get();
    if (kept.last.writes < writes || kept.last.values.size >= keysMax) kept.last = { writes, values: new Map() };
    if (kept.last.writes === writes) kept.last.values.set(key, value);
    return value;
  };
};
