/**
 * Counts calls per key and window. Every call is counted in memory too, so that a Redis that goes away doesn't open the
 * gates. The window starts at the first call and the limiters are rate-limiter-flexible's: one round trip, one script.
 */
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, type RateLimiterRes } from "rate-limiter-flexible";
import { processWide } from "@/lib/config";
import { askRedis, redisConfigured } from "./client";

export interface RateLimit {
  readonly allowed: boolean;
  readonly count: number;
  readonly limit: number;
  /** When the window ends, in milliseconds since 1970. */
  readonly resetTime: number;
}

interface Limiters {
  readonly memory: RateLimiterMemory;
  redis?: RateLimiterRedis;
}
const shared = processWide("redis.limits", () => new Map<number, Limiters>());
const limitersMax = 100;

const limitersFor = (limit: number, windowSeconds: number): Limiters => {
  const limiters = shared.get();
  // A number is found faster than a text is built; windows are far below 10^6 seconds.
  const name = limit * 1_000_000 + windowSeconds;
  const known = limiters.get(name);
  if (known) return known;
  if (limiters.size >= limitersMax) limiters.clear();
  const made = { memory: new RateLimiterMemory({ keyPrefix: "", points: limit, duration: windowSeconds }) };
  limiters.set(name, made);
  return made;
};

/** The library's own with a command less: the first hit sets the expiry, and a key that lost it gets a new one. */
const countAndExpire = `
local consumed = redis.call('INCRBY', KEYS[1], ARGV[1])
local ttl = consumed ~= tonumber(ARGV[1]) and redis.call('PTTL', KEYS[1]) or -1
if ttl < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
  ttl = 1000 * ARGV[2]
end
return { consumed, ttl }`;

const isResult = (value: unknown): value is RateLimiterRes => typeof value === "object" && value !== null && "msBeforeNext" in value;

/** The library rejects with a result when the limit is reached, and with an error when the store fails. */
const consume = async (limiter: RateLimiterAbstract, id: string): Promise<RateLimiterRes> => {
  try {
    return await limiter.consume(id);
  } catch (refused) {
    if (isResult(refused)) return refused;
    throw refused;
  }
};

const consumeShared = (limiters: Limiters, id: string, limit: number, windowSeconds: number): Promise<RateLimiterRes | undefined> =>
  askRedis((client) => {
    limiters.redis ??= new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `limit:${limit}/${windowSeconds}`,
      points: limit,
      duration: windowSeconds,
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: countAndExpire,
    });
    return consume(limiters.redis, id);
  });

/** Counts one call of `id`. Windows are whole seconds. Redis where it is configured and answers, memory otherwise. */
export const checkRateLimit = async (id: string, limit: number, windowMs: number): Promise<RateLimit> => {
  const windowSeconds = Math.max(1, Math.ceil(windowMs / 1000));
  const limiters = limitersFor(limit, windowSeconds);
  const asked = redisConfigured() ? consumeShared(limiters, id, limit, windowSeconds) : undefined;
  const local = await consume(limiters.memory, id);
  const result = (await asked) ?? local;
  return { allowed: result.consumedPoints <= limit, count: result.consumedPoints, limit, resetTime: Date.now() + Math.max(0, result.msBeforeNext) };
};

/** Forgets every count of this process (tests). */
export const forgetRateLimits = (): void => {
  shared.clear();
};
