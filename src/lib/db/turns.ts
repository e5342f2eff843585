/** First come, first served, for a thing only one may hold; whoever waits too long is told so instead of hanging. */
import { AppError } from "@/lib/errors";

export interface Turns {
  /** Runs work alone. Errors: db/busy after `waitMaxMs`, naming who waited. */
  take<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export const createTurns = (waitMaxMs: number): Turns => {
  const waiting: (() => void)[] = [];
  let held = false;

  const acquire = (name: string): Promise<void> => {
    if (!held) {
      held = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(new AppError("db/busy", { message: `waited ${waitMaxMs} ms for the embedded database: ${name}`, retryAfterSeconds: 1 }));
      }, waitMaxMs);
      timer.unref();
      waiting.push(enter);
    });
  };
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else held = false;
  };

  return {
    take: async (name, work) => {
      await acquire(name);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
};
