/** Gives a service that keeps failing a rest, and lets exactly one call find out whether it is back: one in all processes where they share it. */
import { AppError } from "@/lib/errors";
import { withDeadline } from "./deadline";

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failuresMax: number;
  /** How long it stays open before a probe is let through, in milliseconds. */
  readonly resetMs: number;
  readonly now?: () => number;
}

export interface BreakerStatus {
  readonly state: "closed" | "open" | "half-open";
  readonly failures: number;
  readonly openedAtMs: number | null;
  /** Milliseconds until a probe may pass; 0 when calls pass. */
  readonly retryAfterMs: number;
}

/** What somebody who wants to probe is told: go, it is closed again, or wait. */
export type ProbeAnswer = { readonly kind: "probe"; readonly token: string } | { readonly kind: "closed" } | { readonly kind: "wait"; readonly ms: number };

/** What several processes know together. A closed circuit asks it nothing. */
export interface SharedCircuit {
  /** All three are told in passing; nobody waits for them. */
  readonly failed: () => void;
  readonly recovered: () => void;
  readonly probed: (token: string, result: "ok" | "failed" | "neither") => void;
  /** Null when nobody can be asked: then this process decides alone. */
  readonly askToProbe: () => Promise<ProbeAnswer | null>;
}

/** A probe that takes longer has failed; the lease of a prober that was killed runs out a little later, within 30 s. */
const probeMs = 25_000;
export const probeLeaseMs = 28_000;

export class Breaker {
  readonly #options: Required<BreakerOptions>;
  readonly #shared: SharedCircuit | undefined;
  #failures = 0;
  #openedAtMs: number | null = null;
  #probing = false;

  constructor(options: BreakerOptions, shared?: SharedCircuit) {
    this.#options = { now: Date.now, ...options };
    this.#shared = shared;
  }

  status(): BreakerStatus {
    if (this.#openedAtMs === null) return { state: "closed", failures: this.#failures, openedAtMs: null, retryAfterMs: 0 };
    const waitMs = Math.max(0, this.#openedAtMs + this.#options.resetMs - this.#options.now());
    return { state: waitMs > 0 ? "open" : "half-open", failures: this.#failures, openedAtMs: this.#openedAtMs, retryAfterMs: waitMs };
  }

  /** What the processes know together. `openForMs` is how long it has been open, null when it is closed; failures that are still few never close it. */
  adopt({ failures, openForMs }: { readonly failures: number; readonly openForMs: number | null }): void {
    if (openForMs === null && failures > 0) {
      this.#failures = Math.max(this.#failures, failures);
      return;
    }
    this.#failures = failures;
    this.#openedAtMs = openForMs === null ? null : this.#options.now() - openForMs;
  }

  /** Runs one call. `counts` says which errors speak of the service's health. Errors: resilience/circuit-open without calling. */
  async run<T>(name: string, work: () => Promise<T> | T, counts: (error: unknown) => boolean): Promise<T> {
    if (this.#openedAtMs !== null) {
      const token = await this.#enter(name);
      if (token !== null) return this.#probe(name, token, work, counts);
    }
    try {
      const result = await work();
      if (this.#failures > 0) this.#succeeded();
      return result;
    } catch (error) {
      if (counts(error)) this.#failed();
      throw error;
    }
  }

  /** The token of the one probe; null when the circuit turned out to be closed. */
  async #enter(name: string): Promise<string | null> {
    const { state, retryAfterMs } = this.status();
    if (state === "closed") return null;
    if (state === "open" || this.#probing) throw this.#open(name, retryAfterMs);
    this.#probing = true;
    const answer = (await this.#shared?.askToProbe()) ?? { kind: "probe", token: "" };
    if (answer.kind === "probe") return answer.token;
    this.#probing = false;
    if (answer.kind === "wait") throw this.#open(name, answer.ms);
    this.adopt({ failures: 0, openForMs: null });
    return null;
  }

  #open(name: string, waitMs: number): AppError {
    return new AppError("resilience/circuit-open", { message: `the circuit ${name} is open`, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
  }

  /** A probe that fails for the caller's own reasons (a wrong request) proves nothing; the circuit stays as it is. */
  async #probe<T>(name: string, token: string, work: () => Promise<T> | T, counts: (error: unknown) => boolean): Promise<T> {
    try {
      const result = await withDeadline(name, probeMs, undefined, work);
      this.adopt({ failures: 0, openForMs: null });
      this.#shared?.probed(token, "ok");
      return result;
    } catch (error) {
      const counted = counts(error);
      if (counted) this.adopt({ failures: this.#failures + 1, openForMs: 0 });
      this.#shared?.probed(token, counted ? "failed" : "neither");
      throw error;
    } finally {
      this.#probing = false;
    }
  }

  /** Calls that began before the circuit opened don't close it, nor keep it open for longer: that is the probe's word. */
  #succeeded(): void {
    if (this.#openedAtMs !== null) return;
    this.#failures = 0;
    this.#shared?.recovered();
  }

  #failed(): void {
    if (this.#openedAtMs !== null) return;
    this.#failures += 1;
    if (this.#failures >= this.#options.failuresMax) this.#openedAtMs = this.#options.now();
    this.#shared?.failed();
  }
}
