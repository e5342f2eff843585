/** pg-boss's timers, which alone must never keep a process alive (a command that sent a job, a test). */
import type { Clock } from "pg-boss";

export const quietClock: Clock = {
  now: Date.now,
  setTimeout: (work, ms) => setTimeout(work, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (work, ms) => setInterval(work, ms).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};
