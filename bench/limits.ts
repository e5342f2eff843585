/** P8: one check of a rate limit, in memory and on Redis beside a bare PING over the same connection. Redis: REDIS_URL, or the standard port where one answers. */
import { median, round, timeMs, type Measure } from "./measure";

const inMemory = 100_000;
const onRedis = 2_000;

const useRedis = async (url: string | undefined): Promise<void> => {
  const [{ rereadConfig }, { closeRedis, forgetRateLimits }] = await Promise.all([import("../src/lib/config"), import("../src/lib/redis")]);
  closeRedis();
  forgetRateLimits();
  if (url === undefined) delete process.env.REDIS_URL;
  else process.env.REDIS_URL = url;
  rereadConfig();
};

const benchMemory = async (): Promise<Measure> => {
  const { checkRateLimit } = await import("../src/lib/redis");
  const times: number[] = [];
  for (let round_ = 0; round_ < 7; round_ += 1)
    times.push(
      await timeMs(async () => {
        for (let call = 0; call < inMemory; call += 1) await checkRateLimit(`bench-${call % 100}`, 1_000_000, 60_000);
      }),
    );
  const micros = (median(times) / inMemory) * 1_000;
  return { id: "P8 rate limit check in memory", n: inMemory, figures: { micros: round(micros) }, ratio: null, pass: micros <= 2 };
};

const benchRedis = async (url: string): Promise<Measure> => {
  await useRedis(url);
  const { checkRateLimit, redis } = await import("../src/lib/redis");
  const ping = await redis.ping().catch(() => null);
  if (ping === null) return { id: "P8 rate limit check on Redis", n: 0, figures: { skipped: "no Redis answers" }, ratio: null, pass: null };
  const times = { ours: [] as number[], ping: [] as number[] };
  // One after the other in turns: the machine's moods hit both.
  for (let call = 0; call < onRedis; call += 1) {
    times.ping.push(await timeMs(() => redis.ping()));
    times.ours.push(await timeMs(() => checkRateLimit(`bench-${process.pid}`, 1_000_000, 60_000)));
  }
  await redis.del(`limit:1000000/60:bench-${process.pid}`);
  const [ours, peer] = [median(times.ours), median(times.ping)];
  return {
    id: "P8 rate limit check on Redis, beside PING",
    n: onRedis,
    figures: { oursMicros: round(ours * 1_000, 0), pingMicros: round(peer * 1_000, 0) },
    ratio: round(ours / peer, 2),
    pass: ours / peer <= 1.3,
  };
};

export const benchLimits = async (): Promise<Measure[]> => {
  process.env.LOG_LEVEL ??= "silent";
  const given = process.env.REDIS_URL;
  await useRedis(undefined);
  const memory = await benchMemory();
  const shared = await benchRedis(given ?? "redis://127.0.0.1:6379");
  await useRedis(given);
  return [memory, shared];
};
