/** Redis where it is configured (REDIS_URL or REDIS_HOST), and what takes its place where it isn't. */
import type Redis from "ioredis";
import { closeRedis as closeClient, redisClient } from "./client";

export { setCircuitState, getCircuitState, type CircuitState } from "./circuit-state";
import { closeSharedCircuits } from "./shared-circuits";

export { redisConfigured } from "./client";
export { shareCircuit, type ShareHandle } from "./shared-circuits";
export { checkRateLimit, forgetRateLimits, type RateLimit } from "./rate-limit";

const commands = [
  ...(["get", "mget", "set", "setex", "del", "exists", "keys", "incr", "incrby", "decr", "expire", "pexpire", "ttl", "pttl"] as const),
  ...(["eval", "ping", "publish", "flushdb"] as const),
] as const;
type CommandName = (typeof commands)[number];
type Command = (...args: unknown[]) => Promise<unknown>;

const command =
  (name: CommandName): Command =>
  async (...args) => {
    const client = await redisClient();
    return (client[name] as unknown as Command).apply(client, args);
  };

/** Ends every connection of this process. */
export const closeRedis = (): void => {
  closeSharedCircuits();
  closeClient();
};

/**
 * The plan's client: opened by the first command, and closed without having been opened. Errors: redis/unavailable at once, without dialling,
 * when Redis isn't configured.
 */
export const redis = {
  ...Object.fromEntries(commands.map((name) => [name, command(name)])),
  disconnect: closeRedis,
  quit: () => {
    closeRedis();
    return Promise.resolve("OK" as const);
  },
} as unknown as Pick<Redis, CommandName | "disconnect" | "quit">;
