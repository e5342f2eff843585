/** The one way to Google's APIs, with Google's errors in our words. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Access } from "../../contracts";
import { bearerCall, errorOfStatus, Refused } from "../bearer-call";

export interface GoogleRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string | null;
  /** False for what would happen twice when it is sent twice. */
  readonly idempotent?: boolean;
  readonly signal: AbortSignal;
}

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
  throw new Refused(response.status === 403 && quotaReasons.has(reason) ? 429 : response.status, response.headers, reason);
};

const errorOf = (refused: Refused, api: string): AppError => {
  const { statusCode, reason } = refused;
  const message = `${api} answered ${statusCode} ${reason}`;
  if (statusCode === 403 && scopeReasons.has(reason))
    return new AppError("integrations/reconnect", {
      message,
      publicMessage: "Not everything that is needed is allowed any more. Reconnect and tick every box.",
    });
  if (statusCode === 403 && disabledReasons.has(reason)) return new AppError("integrations/api-disabled", { message });
  return errorOfStatus(refused, api);
};

/** Errors: as `bearerCall`, and integrations/api-disabled. */
export const googleCall = <S extends z.ZodType>(
  api: "google-calendar" | "gmail",
  access: Access,
  address: string,
  schema: S,
  request: GoogleRequest,
): Promise<z.output<S>> => {
  const { idempotent = true, signal } = request;
  return bearerCall({ api, access, schema, send: (token, inner) => send(address, token, request, inner), errorOf, idempotent, signal });
};
