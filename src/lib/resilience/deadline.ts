/** Time limits that really end the wait, and tell the work to stop. */
import { AppError } from "@/lib/errors";

/** Those that began in this turn of the event loop. What is over within it never needs a timer, which costs more than all the rest. */
const begun = new Set<Deadline>();
let arming = false;

const armAll = (): void => {
  arming = false;
  for (const deadline of begun) deadline.arm();
  begun.clear();
};

const isThenable = <T>(value: Promise<T> | T): value is Promise<T> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

/** One time limit over several steps, one step at a time; `end` must be called when they are over. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #name: string;
  readonly #limitMs: number;
  readonly #outer: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;
  #outerStopped: (() => void) | undefined;
  /** Ends the step under way. */
  #interrupt: ((reason: unknown) => void) | undefined;

  constructor(name: string, limitMs: number, outer?: AbortSignal) {
    this.#name = name;
    this.#limitMs = limitMs;
    this.#outer = outer;
    begun.add(this);
    if (!arming) setImmediate(armAll);
    arming = true;
    if (outer) this.#follow(outer);
  }

  #follow(outer: AbortSignal): void {
    this.#outerStopped = () => this.#stop(outer.reason);
    if (outer.aborted) this.#outerStopped();
    else outer.addEventListener("abort", this.#outerStopped, { once: true });
  }

  arm(): void {
    const late = (): void =>
      this.#stop(new AppError("resilience/deadline", { message: `${this.#name} took longer than ${this.#limitMs} ms`, retryAfterSeconds: 1 }));
    this.#timer = setTimeout(late, this.#limitMs);
  }

  get stopped(): boolean {
    return this.#controller.signal.aborted;
  }

  #stop(reason: unknown): void {
    this.#controller.abort(reason);
    this.#interrupt?.(reason);
  }

  /** Errors: resilience/deadline, or the outer signal's reason, also when the work doesn't listen. What the work throws at once is thrown at once. */
  run<T>(work: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
    const { signal } = this.#controller;
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const result = work(signal);
    // Promises of another realm aren't instances of ours.
    if (!isThenable(result)) return Promise.resolve(result);
    const running = result;
    return new Promise<T>((resolve, reject) => {
      this.#interrupt = reject;
      running.then(resolve, reject);
    });
  }

  /** Waits; errors as `run`. */
  pause(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    return this.run(() => new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))).finally(() => clearTimeout(timer));
  }

  end(): void {
    begun.delete(this);
    clearTimeout(this.#timer);
    this.#interrupt = undefined;
    if (this.#outerStopped) this.#outer?.removeEventListener("abort", this.#outerStopped);
  }
}

/** Runs `work` with a signal that fires after `deadlineMs` or with the caller's own. Errors: resilience/deadline; the caller's abort reason. */
export const withDeadline = async <T>(
  name: string,
  deadlineMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T> | T,
): Promise<T> => {
  const deadline = new Deadline(name, deadlineMs, outer);
  try {
    return await deadline.run(work);
  } finally {
    deadline.end();
  }
};

/**
 * Gives `work` a signal that fires after `limitMs` or with the outer one. For work that listens and says itself what it left undone: the wait goes
 * on until it ends. Unlike AbortSignal.timeout it leaves no timer behind, which would hold all that belongs to the request until it fires.
 */
export const withLimit = async <T>(name: string, limitMs: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new AppError("resilience/deadline", { message: `${name} took longer than ${limitMs} ms`, retryAfterSeconds: 1 })),
    limitMs,
  );
  try {
    return await work(AbortSignal.any([outer, late.signal]));
  } finally {
    clearTimeout(timer);
  }
};
