/**
 * A request that is sent twice with one Idempotency-Key is done once, for verbs that don't keep their answers in their own transaction. The key is
 * taken before the work begins, so that of twenty at once one works and the others wait for its answer.
 */
import { createHmac } from "node:crypto";
import { AppError } from "@/lib/errors";
import { claimKey, fillAnswer, findAnswer, releaseKey } from "@/lib/queries/idempotency";
import { authSecret, openToken, sealToken } from "@/lib/secrets";
import type { Actor } from "./contracts";

const pauseMs = 50;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs));

/**
 * Another way in with less scope is another request: an answer is never read by who couldn't have asked for it. Keyed, because an input may hold
 * something short (a link's PIN) that its plain hash would give away.
 */
const hashOf = ({ scopes }: Actor, input: unknown): string =>
  createHmac("sha256", authSecret())
    .update(`perin idempotency ${JSON.stringify([[...scopes].sort(), input])}`)
    .digest("hex");

/** Some answers hold a secret that is shown once (a link's address, an API key), so none is kept in the open. */
const placeOf = (userId: string, key: string): string => `idempotency_keys:${userId}:${key}`;

/** Sealed with a key that this server no longer has, an answer is as good as lost: neither guessed nor given anew. */
const opened = (userId: string, key: string, answer: unknown): unknown => {
  try {
    return JSON.parse(openToken(String(answer), placeOf(userId, key)));
  } catch (cause) {
    throw new AppError("request/unfinished", { cause });
  }
};

const claimed = async <T>(userId: string, key: string, work: () => Promise<T>): Promise<T> => {
  try {
    const answer = await work();
    await fillAnswer(userId, key, sealToken(JSON.stringify(answer), placeOf(userId, key)));
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
    if (given !== null && given.answer !== null) return opened(actor.userId, own, given.answer) as T;
    await pause();
  }
  throw new AppError("request/unfinished");
};
