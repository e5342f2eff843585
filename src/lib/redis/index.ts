/** Redis where it is configured (REDIS_URL or REDIS_HOST), and what takes its place where it isn't. */
import type Redis from "ioredis";
import { closeRedis as closeClient, redisClient } from "./client";

export { setCircuitState, getCircuitState, type CircuitState } from "./circuit-state";
import { closeSharedCircuits } from "./shared-circuits";

export { redisConfigured } from "./client";
export { shareCircuit, type ShareHandle } from "./shared-circuits";
export { checkRateLimit, forgetRateLimits, type RateLimit } from "./rate-limit";

type Commands = Pick<Redis, "get" | "set" | "setex" | "del" | "incr" | "expire" | "eval" | "ping" | "publish">;
type Command = (...args: unknown[]) => Promise<unknown>;

const command =
  (name: keyof Commands): Command =>
  async (...args) => {
    const client = await redisClient();
    return (client[name] as unknown as Command).apply(client, args);
  };

/** The plan's client: opened by the first command. Errors: redis/unavailable at once, without dialling, when Redis isn't configured. */
export const redis = Object.fromEntries(
  (["get", "set", "setex", "del", "incr", "expire", "eval", "ping", "publish"] as const).map((name) => [name, command(name)]),
) as unknown as Commands;

/** Ends every connection of this process. */
export const closeRedis = (): void => {
  closeSharedCircuits();
  closeClient();
};
