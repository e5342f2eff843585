/** The one way to Google's APIs: guarded, with a fresh token, and with Google's errors in our words. Neither tokens nor contents reach a log. */
import type { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import { guardedCall } from "@/lib/resilience/guarded-call";
import { retryAfterMsOf } from "@/lib/resilience/judge-error";
import type { Access } from "../../contracts";

export interface GoogleRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string | null;
  /** False for what would happen twice when it is sent twice. */
  readonly idempotent?: boolean;
  readonly signal: AbortSignal;
}

/** As `judgeError` reads it: the status decides about another try. */
interface Refusal {
  readonly statusCode: number;
  readonly headers: Headers;
  readonly reason: string;
}
const isRefusal = (error: unknown): error is Refusal => typeof error === "object" && error !== null && "statusCode" in error && "reason" in error;

const callMaxMs = 25_000;
/** Google says 403 for some of its quotas (Calendar API, "Handle API errors"). */
const quotaReasons = new Set(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"]);
const scopeReasons = new Set(["insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"]);
const disabledReasons = new Set(["accessNotConfigured", "SERVICE_DISABLED"]);

interface ErrorBody {
  readonly error?: {
    readonly errors?: readonly { readonly reason?: string }[];
    readonly details?: readonly { readonly reason?: string }[];
    readonly status?: string;
  };
}

const reasonOf = async (response: Response): Promise<string> => {
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  const error = typeof body === "object" ? body?.error : undefined;
  return error?.details?.find(({ reason }) => reason !== undefined)?.reason ?? error?.errors?.[0]?.reason ?? error?.status ?? "";
};

const urlOf = (address: string, query: GoogleRequest["query"] = {}): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? (value as string[]) : [value as string | number | boolean]) url.searchParams.append(name, String(one));
  }
  return url.href;
};

const send = async (address: string, token: string, request: GoogleRequest, signal: AbortSignal): Promise<unknown> => {
  const { method = "GET", query, body, ifMatch } = request;
  const response = await fetch(urlOf(address, query), {
    method,
    signal,
    redirect: "error",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(ifMatch ? { "if-match": ifMatch } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.status === 204 ? null : response.json();
  const reason = await reasonOf(response);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- never leaves this file; an Error of ours would hide the status from the guard.
  throw { statusCode: response.status === 403 && quotaReasons.has(reason) ? 429 : response.status, headers: response.headers, reason } satisfies Refusal;
};

const refusalOf = ({ statusCode, headers, reason }: Refusal, api: string): AppError => {
  const message = `${api} answered ${statusCode} ${reason}`;
  switch (statusCode) {
    case 401:
      return new AppError("integrations/reconnect", { message });
    case 403:
      if (scopeReasons.has(reason))
        return new AppError("integrations/reconnect", {
          message,
          publicMessage: "Not everything that is needed is allowed any more. Reconnect and tick every box.",
        });
      return new AppError(disabledReasons.has(reason) ? "integrations/api-disabled" : "integrations/forbidden-outside", { message });
    case 404:
      return new AppError("integrations/gone-outside", { message });
    case 409:
    case 412:
      return new AppError("integrations/changed-outside", { message, details: { status: statusCode } });
    case 410:
      return new AppError("integrations/cursor-expired", { message });
    case 429: {
      const waitMs = retryAfterMsOf(headers, Date.now());
      return new AppError("integrations/quota", { message, ...(waitMs === undefined ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1_000) }) });
    }
    default:
      return new AppError(statusCode >= 500 || statusCode === 408 ? "integrations/unreachable" : "integrations/unreadable", { message });
  }
};

const ourError = (error: unknown, api: string): Error => {
  if (isRefusal(error)) return refusalOf(error, api);
  if (isAppError(error))
    return error.code === "resilience/circuit-open" || error.code === "resilience/deadline"
      ? new AppError("integrations/unreachable", {
          message: `${api}: ${error.code}`,
          ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
        })
      : error;
  if (error instanceof SyntaxError) return new AppError("integrations/unreadable", { message: `${api} answered no JSON` });
  return new AppError("integrations/unreachable", { message: `${api} can't be reached`, cause: error });
};

/**
 * One call, tried again where that helps; a token that is refused once is replaced once. Errors: integrations/reconnect, -forbidden-outside,
 * -api-disabled, -gone-outside (404), -changed-outside (409, 412), -cursor-expired (410), -quota, -unreachable, -unreadable.
 */
export const googleCall = async <S extends z.ZodType>(
  api: "google-calendar" | "gmail",
  access: Access,
  address: string,
  schema: S,
  request: GoogleRequest,
): Promise<z.output<S>> => {
  const { idempotent = true, signal } = request;
  const guarded = (token: string): Promise<unknown> =>
    guardedCall(api, (inner) => send(address, token, request, inner), { deadlineMs: callMaxMs, idempotent, signal }).catch((error: unknown) => {
      throw isRefusal(error) && error.statusCode === 401 ? new AppError("integrations/credentials-refused", { message: "401" }) : ourError(error, api);
    });
  const token = await access.token();
  let answer: unknown;
  try {
    answer = await guarded(token);
  } catch (error) {
    if (!isAppError(error) || error.code !== "integrations/credentials-refused") throw error;
    answer = await guarded(await access.token(token)).catch((again: unknown) => {
      throw isAppError(again) && again.code === "integrations/credentials-refused"
        ? new AppError("integrations/reconnect", { message: `${api} refused a new token` })
        : again;
    });
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new AppError("integrations/unreadable", { message: `${api} answered something unexpected`, cause: parsed.error });
  return parsed.data;
};
