/** The one error class. It survives duplicated module copies because it is recognised by a symbol, not by `instanceof`. */
import { catalogue, type Entry, type ErrorCode, type ErrorKind } from "./catalogue";

export type { ErrorCode, ErrorKind } from "./catalogue";

const statusOf: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  gone: 410,
  "too-large": 413,
  "rate-limited": 429,
  upstream: 502,
  unavailable: 503,
  internal: 500,
};

const marker = Symbol.for("perin.error");

/** One thing that is wrong with the input, as zod names it. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface AppErrorOptions {
  /** For the log; defaults to the catalogue's public message. Never put secrets or mail bodies here. */
  readonly message?: string;
  /** For the reader; defaults to the catalogue's. */
  readonly publicMessage?: string;
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** Seconds to wait before trying again (the Retry-After header). */
  readonly retryAfterSeconds?: number;
  /** Further members of the problem+json answer (RFC 9457 section 3.2). */
  readonly details?: Readonly<Record<string, unknown>>;
}

export class AppError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly status: number;
  readonly publicMessage: string;
  readonly retryable: boolean;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const entry: Entry = catalogue[code];
    super(options.message ?? options.publicMessage ?? entry.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.kind = entry.kind;
    this.status = statusOf[entry.kind];
    this.publicMessage = options.publicMessage ?? entry.message;
    this.retryable = entry.kind === "unavailable" || entry.kind === "upstream" || entry.kind === "rate-limited";
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details ?? {};
  }
}

export const isAppError = (error: unknown): error is AppError =>
  typeof error === "object" && error !== null && (error as { [marker]?: boolean })[marker] === true;
