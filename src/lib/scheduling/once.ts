/** A request that is sent twice is done once: the second time the first answer comes back, also after a restart. */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { createAnswer, findAnswer } from "@/lib/queries/idempotency";

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return value === undefined ? "null" : JSON.stringify(value);
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`)
    .join(",")}}`;
};

/** True when both would be written as the same JSON. */
export const sameValue = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/**
 * Runs `work` unless the owner's key has an answer. Must run in the transaction that does the work, with the owner held, so that two
 * equal requests come one after the other. Errors: scheduling/idempotency-mismatch for another request under the same key.
 */
export const once = async <T>(userId: string, key: string | undefined, request: unknown, work: () => Promise<T>): Promise<T> => {
  if (key === undefined) return work();
  const requestHash = createHash("sha256").update(canonical(request)).digest("hex");
  const given = await findAnswer(userId, key);
  if (given !== null) {
    if (given.requestHash !== requestHash) throw new AppError("scheduling/idempotency-mismatch");
    return given.answer as T;
  }
  const answer = await work();
  await createAnswer(userId, key, { requestHash, answer });
  return answer;
};
