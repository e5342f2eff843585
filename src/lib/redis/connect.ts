/** Makes an ioredis client for whatever REDIS_URL names. With ioredis' own defaults a request hung for more than 8 s when Redis was gone. */
import type Redis from "ioredis";
import type { Cluster } from "ioredis";
import type { RedisTarget } from "@/lib/config";

export type RedisClient = Redis | Cluster;

const retryDelayMs = (times: number): number => Math.min(times * 50, 500);

/** For commands: answered at once or never, because a memory stands behind each of them. */
const failFast = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 200, connectTimeout: 500, disconnectTimeout: 100 };
/** For news: waits as long as it takes. */
const patient = { enableOfflineQueue: true, maxRetriesPerRequest: null, connectTimeout: 2_000, disconnectTimeout: 100, autoResubscribe: false };

const access = ({ username, password, tls }: RedisTarget) => ({
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(tls ? { tls: {} } : {}),
});

const sentinelOptions = (target: RedisTarget) => ({
  sentinels: target.nodes.map((node) => ({ ...node })),
  name: target.master ?? "",
  sentinelRetryStrategy: retryDelayMs,
  sentinelCommandTimeout: 500,
  failoverDetector: true,
  ...(target.sentinelUsername === undefined ? {} : { sentinelUsername: target.sentinelUsername }),
  ...(target.sentinelPassword === undefined ? {} : { sentinelPassword: target.sentinelPassword }),
  ...(target.tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
});

/** The client isn't connected yet. Most have no Redis, so its library is loaded by who needs it. */
export const createClient = async (target: RedisTarget, use: "commands" | "news"): Promise<RedisClient> => {
  const { default: Server, Cluster: Nodes } = await import("ioredis");
  const options = { ...(use === "commands" ? failFast : patient), ...access(target) };
  if (target.kind === "cluster")
    return new Nodes(
      target.nodes.map((node) => ({ ...node })),
      {
        lazyConnect: true,
        enableOfflineQueue: use === "news",
        clusterRetryStrategy: retryDelayMs,
        retryDelayOnFailover: 50,
        maxRedirections: 4,
        slotsRefreshTimeout: 1_000,
        redisOptions: options,
        // Certificates name hosts, so hosts are dialled by name.
        ...(target.tls ? { dnsLookup: (address, callback) => callback(null, address) } : {}),
      },
    );
  const [{ host, port }] = target.nodes;
  return new Server({
    ...options,
    lazyConnect: true,
    db: target.db,
    retryStrategy: retryDelayMs,
    ...(target.kind === "sentinel" ? sentinelOptions(target) : { host, port }),
  });
};
