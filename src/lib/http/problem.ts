/** The one shape in which a request fails: RFC 9457 problem+json. An error nobody foresaw tells the caller nothing but the request id. */
import { AppError, isAppError, type ErrorCode } from "@/lib/errors";

const titles: Readonly<Record<number, string>> = {
  400: "Not right",
  401: "Sign in first",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  429: "Too many requests",
  500: "Something went wrong",
  502: "A service we use failed",
  503: "Not available right now",
};

/** RFC 9110 section 15.5.6 gives a wrong method its own status; every other code has that of its kind. */
const statusOf = (error: AppError): number => (error.code === "request/method-not-allowed" ? 405 : error.status);

const problemType = (code: ErrorCode): string => `/docs/errors/${code}`;

/** What was thrown, as an AppError; anything unknown becomes internal/unexpected with the cause kept for the log. */
export const toAppError = (thrown: unknown): AppError => (isAppError(thrown) ? thrown : new AppError("internal/unexpected", { cause: thrown }));

/** The answer for an error. Its message and cause stay behind: the reader gets the public message. `traceId` is the one its log lines carry. */
export const problem = (error: AppError, requestId: string, headers: Headers = new Headers(), traceId?: string): Response => {
  const status = statusOf(error);
  const answer = new Headers(headers);
  answer.set("content-type", "application/problem+json");
  answer.set("cache-control", "no-store");
  if (error.retryAfterSeconds !== undefined) answer.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  const body = {
    ...error.details,
    type: problemType(error.code),
    title: titles[status] ?? "Error",
    status,
    detail: error.publicMessage,
    requestId,
    ...(traceId === undefined ? {} : { traceId }),
    ...(error.issues.length > 0 ? { issues: error.issues } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers: answer });
};
