/** The connection to Redis: only if it is configured, opened by the first use, and never waited for longer than a person would notice. */
import { config, parseRedisUrl, processWide, type RedisTarget } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { createClient, type RedisClient } from "./connect";
import { createRest, type Rest } from "./rest";

export type { RedisClient } from "./connect";

const firstConnectMs = 200;

interface State {
  readonly rest: Rest;
  opening?: Promise<RedisClient>;
  /** Once it is there. */
  client?: RedisClient;
  connecting?: Promise<void> | undefined;
  lastWarningAtMs?: number;
}
const shared = processWide<State>("redis", () => ({ rest: createRest() }));
const state = shared.get;

export const redisConfigured = (): boolean => config().REDIS_URL !== undefined || config().REDIS_HOST !== undefined;

const redisUnavailable = (): AppError =>
  new AppError("redis/unavailable", { message: "Redis isn't configured: set REDIS_URL or REDIS_HOST", retryAfterSeconds: 1 });

const target = (): RedisTarget => {
  const { REDIS_URL, REDIS_HOST, REDIS_PORT } = config();
  const named = REDIS_URL === undefined ? null : parseRedisUrl(REDIS_URL);
  return named ?? { kind: "server", nodes: [{ host: REDIS_HOST ?? "127.0.0.1", port: REDIS_PORT }], tls: false, db: 0 };
};

const create = async (): Promise<RedisClient> => {
  const client = await createClient(target(), "commands");
  state().client = client;
  client.on("ready", () => state().rest.answered());
  client.on("error", (error: unknown) => {
    const nowMs = Date.now();
    if (nowMs - (state().lastWarningAtMs ?? 0) < 10_000) return;
    state().lastWarningAtMs = nowMs;
    logger.warn("redis doesn't answer; limits and circuits are kept in this process", { error });
  });
  return client;
};

/** A second connection, for news only: it may not be used for commands. Its troubles are the first one's, which says so. */
export const openSubscriber = async (): Promise<RedisClient> => {
  const client = await createClient(target(), "news");
  client.on("error", () => undefined);
  return client;
};

/** The client, after giving the first connection a moment. Errors: redis/unavailable when Redis isn't configured. */
export const redisClient = async (): Promise<RedisClient> => {
  if (!redisConfigured()) throw redisUnavailable();
  const current = state();
  const client = await (current.opening ??= create());
  current.connecting ??= Promise.race([
    client.connect().catch(() => undefined),
    new Promise<void>((resolve) => setTimeout(resolve, firstConnectMs).unref()),
  ]).then(() => undefined);
  await current.connecting;
  return client;
};

/** For whoever can do without: undefined when Redis isn't configured, rests after a failure, or fails now. */
export const askRedis = async <T>(ask: (client: RedisClient) => Promise<T>): Promise<T | undefined> => {
  const { rest, client } = state();
  if (rest.resting() || (client === undefined && !redisConfigured())) return undefined;
  try {
    return await ask(client?.status === "ready" ? client : await redisClient());
  } catch {
    rest.failed();
    return undefined;
  }
};

export const closeRedis = (): void => {
  void state().opening?.then((client) => client.disconnect());
  shared.clear();
};
