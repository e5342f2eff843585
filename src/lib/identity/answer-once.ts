/**
 * A request that is sent twice with one Idempotency-Key is done once, for verbs that don't keep their answers in their own transaction. The key is
 * taken before the work begins, so that of twenty at once one works and the others wait for its answer.
 */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { claimKey, fillAnswer, findAnswer, releaseKey } from "@/lib/queries/idempotency";
import type { Actor } from "./contracts";

const pauseMs = 50;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));

/** Another way in with less scope is another request: an answer is never read by who couldn't have asked for it. */
const hashOf = ({ scopes }: Actor, input: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify([[...scopes].sort(), input]))
    .digest("hex");

const claimed = async <T>(userId: string, key: string, work: () => Promise<T>): Promise<T> => {
  try {
    const answer = await work();
    await fillAnswer(userId, key, answer);
    return answer;
  } catch (error) {
    await releaseKey(userId, key).catch(() => undefined);
    throw error;
  }
};

/**
 * The answer of `work`, or the one that was given under the owner's key before; work that failed may be tried again. `what` keeps the keys of
 * different verbs apart. Errors: scheduling/idempotency-mismatch for another request under the same key; request/unfinished when the first one
 * takes too long, or nobody knows how it ended.
 */
export const answerOnce = async <T>(actor: Actor, what: string, key: string, input: unknown, work: () => Promise<T>, waitMs = 10_000): Promise<T> => {
  const own = `${what} ${key}`;
  const requestHash = hashOf(actor, input);
  const untilMs = Date.now() + waitMs;
  while (Date.now() < untilMs) {
    if (await claimKey(actor.userId, own, requestHash)) return claimed(actor.userId, own, work);
    const given = await findAnswer(actor.userId, own);
    if (given !== null && given.requestHash !== requestHash) throw new AppError("scheduling/idempotency-mismatch");
    if (given !== null && given.answer !== null) return given.answer as T;
    await pause();
  }
  throw new AppError("request/unfinished");
};
