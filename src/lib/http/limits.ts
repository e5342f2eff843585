/** How often one caller may ask, per class of endpoint, and the headers that say so (draft-ietf-httpapi-ratelimit-headers-10). */
import { config } from "@/lib/config";
import type { Endpoint, LimitClass } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";
import { count } from "@/lib/metrics";
import { checkRateLimit } from "@/lib/redis";

type Counted = Exclude<LimitClass, "none">;
const windowMs = 60_000;
/** Requests a minute, before RATE_LIMITS and RATE_LIMIT_SCALE. */
const perMinute: Readonly<Record<Counted, number>> = { read: 600, write: 120, chat: 30, "sign-in": 10, "model-test": 6, visitor: 90 };

export const limitClassOf = ({ limit, method }: Pick<Endpoint, "limit" | "method">): LimitClass => limit ?? (method === "get" ? "read" : "write");

/**
 * Counts one request of this caller and writes the RateLimit headers. The counter fails closed: without Redis it
 * counts in memory. Errors: request/rate-limited with the seconds to wait.
 */
export const countRequest = async (limitClass: LimitClass, caller: string, headers: Headers): Promise<void> => {
  if (limitClass === "none") return;
  const quota = Math.max(1, Math.round((config().RATE_LIMITS[limitClass] ?? perMinute[limitClass]) * config().RATE_LIMIT_SCALE));
  const { allowed, count: used, resetTime } = await checkRateLimit(`limit:${limitClass}:${caller}`, quota, windowMs);
  const resetSeconds = Math.max(1, Math.ceil((resetTime - Date.now()) / 1000));
  headers.set("ratelimit-policy", `"${limitClass}";q=${quota};w=${windowMs / 1000}`);
  headers.set("ratelimit", `"${limitClass}";r=${Math.max(0, quota - used)};t=${resetSeconds}`);
  if (allowed) return;
  count("rate_limited", { class: limitClass });
  throw new AppError("request/rate-limited", { retryAfterSeconds: resetSeconds });
};
