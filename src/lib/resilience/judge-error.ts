/**
 * What kind of failure a call to an outside service met, from status codes, error classes and `code`; the text of a
 * message is never read, because vendors change it.
 */
import { isAppError } from "@/lib/errors";

export type ErrorCategory = "rate-limit" | "quota" | "timeout" | "network" | "server" | "auth" | "invalid-request" | "aborted" | "circuit-open" | "unknown";

export interface Judgement {
  readonly category: ErrorCategory;
  readonly retryable: boolean;
  /** Whether it speaks of the service's health and so counts for its circuit. */
  readonly counts: boolean;
  /** True when the request surely never took effect, so that even a write may be sent again. */
  readonly neverTookEffect: boolean;
  readonly retryAfterMs?: number;
  readonly status?: number;
}

interface VendorError {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly status?: unknown;
  readonly details?: unknown;
}
interface Clues {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly response?: { readonly status?: unknown; readonly headers?: unknown };
  readonly headers?: unknown;
  readonly responseHeaders?: unknown;
  readonly data?: { readonly error?: VendorError; readonly response?: { readonly error?: VendorError } };
  readonly responseBody?: unknown;
  readonly lastError?: unknown;
  readonly cause?: unknown;
}
const isClues = (value: unknown): value is Clues => typeof value === "object" && value !== null;

const refused = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
const dropped = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET", "ERR_STREAM_PREMATURE_CLOSE"]);
const slow = new Set(["ETIMEDOUT", "ESOCKETTIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
/** OpenAI answers 429 both for "slower, please" and for "no more money"; only the code tells them apart. */
const noMoney = new Set(["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"]);

/** What comes in the middle of a stream has no status, only the vendor's word for it. */
const words: Readonly<Record<string, number>> = {
  rate_limit_exceeded: 429,
  rate_limit_error: 429,
  insufficient_quota: 429,
  server_error: 500,
  api_error: 500,
  overloaded_error: 529,
};
const statusOfWord = ({ code, type }: Clues): number | undefined =>
  [code, type].map((word) => (typeof word === "string" ? words[word] : undefined)).find(Boolean);

const judgement = (category: ErrorCategory, retryable: boolean, counts: boolean, neverTookEffect = false): Judgement => ({
  category,
  retryable,
  counts,
  neverTookEffect,
});

const numberIn = (...values: readonly unknown[]): number | undefined =>
  values.find((value): value is number => typeof value === "number" && value >= 100 && value < 600);

const headerOf = (headers: unknown, name: string): string | undefined => {
  if (!isClues(headers)) return undefined;
  const get = (headers as { get?: unknown }).get;
  if (typeof get === "function") return (get.call(headers, name) as string | null) ?? undefined;
  const value = (headers as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
};

/** RFC 9110 section 10.2.3: seconds or a date; `retry-after-ms` is what OpenAI and Azure send beside it. */
export const retryAfterMsOf = (headers: unknown, nowMs: number): number | undefined => {
  const exact = Number(headerOf(headers, "retry-after-ms") ?? NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const text = headerOf(headers, "retry-after");
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
};

/** google.rpc.ErrorInfo, QuotaFailure and RetryInfo: Google puts the reason there and the same status on all of them. */
interface GoogleDetail {
  readonly reason?: unknown;
  readonly retryDelay?: unknown;
  readonly violations?: readonly { readonly quotaId?: unknown }[];
}
const googleDetails = ({ data }: Clues): readonly GoogleDetail[] =>
  Array.isArray(data?.error?.details) ? (data.error.details as GoogleDetail[]).filter(isClues) : [];

const isDailyQuota = (detail: GoogleDetail): boolean =>
  Array.isArray(detail.violations) &&
  detail.violations.some((violation) => isClues(violation) && /PerDay/.test(String((violation as { quotaId?: unknown }).quotaId)));

/** "17.3s" in RetryInfo is Google's Retry-After. */
const retryInfoMs = (clues: Clues): number | undefined => {
  const seconds = googleDetails(clues).flatMap(({ retryDelay }) => (typeof retryDelay === "string" ? [Number.parseFloat(retryDelay)] : []))[0];
  return seconds === undefined || Number.isNaN(seconds) ? undefined : Math.round(seconds * 1000);
};

const byStatus = (status: number, clues: Clues): Judgement => {
  const vendorCode = clues.data?.error?.code ?? clues.data?.error?.type ?? clues.code;
  const details = googleDetails(clues);
  if (status === 402 || (status === 429 && (noMoney.has(String(vendorCode)) || details.some(isDailyQuota)))) return judgement("quota", false, false);
  if (status === 429) return judgement("rate-limit", true, false, true);
  if (details.some(({ reason }) => reason === "API_KEY_INVALID")) return judgement("auth", false, false);
  if (status === 408 || status === 504) return judgement("timeout", true, true);
  if (status === 503 || status === 529) return judgement("server", true, true, true);
  if (status >= 500) return judgement("server", true, true);
  if (status === 401 || status === 403) return judgement("auth", false, false);
  if (status === 425) return judgement("server", true, false, true);
  return judgement("invalid-request", false, false);
};

const byCode = (code: string): Judgement | undefined => {
  if (refused.has(code)) return judgement("network", true, true, true);
  if (dropped.has(code)) return judgement("network", true, true);
  return slow.has(code) ? judgement("timeout", true, true) : undefined;
};

const own = (error: { readonly code: string; readonly retryable: boolean; readonly retryAfterSeconds: number | undefined }): Judgement => {
  if (error.code === "resilience/circuit-open") return judgement("circuit-open", false, false, true);
  if (error.code === "resilience/deadline") return judgement("timeout", false, true);
  const base = judgement(error.retryable ? "server" : "invalid-request", error.retryable, error.retryable);
  return error.retryAfterSeconds === undefined ? base : { ...base, retryAfterMs: error.retryAfterSeconds * 1000 };
};

const one = (error: unknown, nowMs: number): Judgement | undefined => {
  if (isAppError(error)) return own(error);
  if (!isClues(error)) return undefined;
  if (error.name === "AbortError") return judgement("aborted", false, false);
  if (error.name === "TimeoutError") return judgement("timeout", true, true);
  const status = numberIn(error.statusCode, error.status, error.response?.status, error.code) ?? statusOfWord(error);
  if (status !== undefined && status >= 300) {
    const retryAfterMs = retryAfterMsOf(error.responseHeaders ?? error.headers ?? error.response?.headers, nowMs) ?? retryInfoMs(error);
    return { ...byStatus(status, error), status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  return typeof error.code === "string" ? byCode(error.code) : undefined;
};

/** Follows `lastError` (the AI SDK's retries) and `cause` inwards; an error that says nothing is retryable. */
export const judgeError = (error: unknown, nowMs: number = Date.now()): Judgement => {
  for (let current: unknown = error, depth = 0; isClues(current) && depth < 6; current = current.lastError ?? current.cause, depth += 1) {
    const found = one(current, nowMs);
    if (found) return found;
  }
  return judgement("unknown", true, true);
};
