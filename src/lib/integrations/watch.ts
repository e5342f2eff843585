/**
 * Listening to the accounts that tell by themselves when something changed, so that a mail is here within seconds. Of several processes one
 * listens to an account; another takes over when that one ends, or dies and lets its claim lapse. What is missed while nobody listened is
 * found by the sync that comes every few minutes anyway.
 */
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { claimListening, releaseListening, type StoredConnection } from "@/lib/queries/connections";
import { integrationTypes } from "./contracts";
import { mailPortOf } from "./ports";
import { providers } from "./providers/registry";
import type { SyncOrder } from "./sync-order";

export interface WatchOptions {
  /** An account has news. Called at most once per `gatherMs` and account. */
  readonly onNews: (order: SyncOrder) => Promise<unknown>;
  /** How often accounts are looked for that nobody listens to. */
  readonly lookMs?: number;
  /** News come in bursts. */
  readonly gatherMs?: number;
}

export interface Watching {
  readonly stop: () => Promise<void>;
}

/** Each holds a connection to its server open. */
const watchedMax = 200;
/** A claim outlives this many looks: a database that is slow once costs nobody their ear. */
const claimLooks = 3;
const longestPauseMs = 30 * 60_000;
const types = integrationTypes.filter((type) => "watches" in providers[type]);

/** One account that is listened to, or that has fallen silent and rests until `restUntilMs`. */
interface Watched {
  readonly ear: AbortController;
  done: Promise<void>;
  over: boolean;
  failures: number;
  restUntilMs: number;
}

export const watchAccounts = ({ onNews, lookMs = 30_000, gatherMs = 1_000 }: WatchOptions): Watching => {
  const all = new Map<string, Watched>();
  const listener = newId();
  const claimMs = lookMs * claimLooks;
  let claimed: readonly string[] = [];
  let claimedMs = Date.now();
  let stopped = false;

  const listen = async (row: StoredConnection, signal: AbortSignal): Promise<void> => {
    const { id, userId, type } = row;
    let gathering: NodeJS.Timeout | undefined;
    const tell = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        onNews({ userId, connectionId: id }).catch((error: unknown) => logger.warn("news of an account can't be read now", { error, provider: type }));
      }, gatherMs);
    };
    try {
      await mailPortOf(row)?.watch?.(tell, { signal });
    } finally {
      clearTimeout(gathering);
    }
  };

  const begin = (row: StoredConnection, failures: number): void => {
    const watched: Watched = { ear: new AbortController(), done: Promise.resolve(), over: false, failures, restUntilMs: 0 };
    const startedMs = Date.now();
    watched.done = listen(row, watched.ear.signal)
      .catch((error: unknown) => {
        logger.debug("an account isn't listened to", { provider: row.type, code: isAppError(error) ? error.code : "unforeseen" });
      })
      .finally(() => {
        watched.over = true;
        // One that held for a while is worth trying again soon.
        watched.failures = Date.now() - startedMs > longestPauseMs ? 1 : watched.failures + 1;
        watched.restUntilMs = Date.now() + Math.min(longestPauseMs, lookMs * 2 ** (watched.failures - 1));
      });
    all.set(row.id, watched);
  };

  const listenOnlyTo = (wanted: ReadonlySet<string>): void => {
    for (const [id, { ear }] of all)
      if (!wanted.has(id)) {
        ear.abort();
        all.delete(id);
      }
  };

  const look = async (): Promise<void> => {
    const askedMs = Date.now();
    const rows = await claimListening(listener, types, watchedMax, claimMs);
    claimed = rows.map(({ id }) => id);
    claimedMs = askedMs;
    if (stopped) return;
    listenOnlyTo(new Set(claimed));
    for (const row of rows) {
      const known = all.get(row.id);
      if (known === undefined || (known.over && known.restUntilMs <= Date.now())) begin(row, known?.failures ?? 0);
    }
  };

  const lookSafely = (): Promise<void> =>
    look().catch((error: unknown) => {
      logger.debug("accounts to listen to can't be looked for", { error });
      // By now they may be another's.
      if (Date.now() - claimedMs > claimMs) listenOnlyTo(new Set());
    });
  // One look at a time: an older answer would end what a newer one began.
  let looking: Promise<void> | undefined;
  const lookOnce = (): void => {
    looking ??= lookSafely().finally(() => {
      looking = undefined;
    });
  };
  lookOnce();
  const timer = setInterval(lookOnce, lookMs);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      for (const { ear } of all.values()) ear.abort();
      await Promise.all([...all.values()].map(({ done }) => done));
      await releaseListening(listener, claimed).catch((error: unknown) => logger.debug("what was listened to lapses by itself", { error }));
    },
  };
};
