/** How often things may be tried with one link, beside what the road into the house counts by address. */
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { checkRateLimit } from "@/lib/redis";

const minuteMs = 60_000;

/** What is counted: so many in so many minutes. */
const limits = {
  /** Everything that is asked of one link. */
  link: { most: 1_200, minutes: 1 },
  /** New visits from one address. */
  visits: { most: 60, minutes: 60 },
  /** Wrong PINs from one address, and from all addresses together. */
  pinByAddress: { most: 5, minutes: 15 },
  pinByLink: { most: 30, minutes: 60 },
  codes: { most: 5, minutes: 60 },
  codesByEmail: { most: 5, minutes: 60 },
  holds: { most: 40, minutes: 60 },
  proposals: { most: 5, minutes: 24 * 60 },
  bookings: { most: 30, minutes: 60 },
  /** Beyond these a visitor's browser has to work first; see `work.ts`. */
  visitsByAddress: { most: 10, minutes: 60 },
  visitsByLink: { most: 120, minutes: 60 },
  messagesByAddress: { most: 60, minutes: 60 },
  messagesByLink: { most: 600, minutes: 60 },
  /** Of the notices that somebody was stopped. */
  told: { most: 1, minutes: 60 },
} as const;

type Limited = keyof typeof limits;

const check = (what: Limited, whose: string) => {
  const { most, minutes } = limits[what];
  const scaled = what === "told" ? most : Math.max(1, Math.round(most * config().RATE_LIMIT_SCALE));
  return checkRateLimit(`delegation:${what}:${whose}`, scaled, minutes * minuteMs);
};

/** Counts one try; false when there were too many. The counter fails closed. */
export const counts = async (what: Limited, whose: string): Promise<boolean> => (await check(what, whose)).allowed;

/** Errors: request/rate-limited with the seconds to wait. */
export const requireRoom = async (what: Limited, whose: string): Promise<void> => {
  const { allowed, resetTime } = await check(what, whose);
  if (!allowed) throw new AppError("request/rate-limited", { retryAfterSeconds: Math.max(1, Math.ceil((resetTime - Date.now()) / 1000)) });
};

/** Counts one try; 0 while there is room, then how many times over what is usual it is by now, from 1. */
export const overBy = async (what: Limited, whose: string): Promise<number> => {
  const { allowed, count, limit } = await check(what, whose);
  return allowed ? 0 : Math.max(1, Math.floor(count / limit));
};
