/** What the server at an address that somebody typed did instead of answering, in our words. */
import { AppError, isAppError } from "@/lib/errors";
import { retryAfterMsOf } from "@/lib/resilience/judge-error";

/** A refusal that may be better later: integrations/quota (429) or -unreachable (5xx, 408), with the server's own pause; null for any other status. */
export const passingRefusal = (who: string, status: number, headers: Headers): AppError | null => {
  if (status < 500 && status !== 408 && status !== 429) return null;
  const waitMs = retryAfterMsOf(headers, Date.now());
  return new AppError(status === 429 ? "integrations/quota" : "integrations/unreachable", {
    message: `${who} answered ${status}`,
    ...(waitMs === undefined ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1_000) }),
  });
};

/** A failure of the way there: integrations/address-refused, -too-large, -unreachable. What is ours already, or the caller's own stop, stays. */
export const failureOfFetch = (who: string, error: unknown, signal: AbortSignal): unknown => {
  if (signal.aborted) return error;
  if (!isAppError(error)) return new AppError("integrations/unreachable", { message: `${who} can't be reached`, cause: error });
  switch (error.code) {
    case "http/address-refused":
      return new AppError("integrations/address-refused", { cause: error });
    case "http/answer-too-large":
      return new AppError("integrations/too-large", { cause: error });
    case "http/too-many-redirects":
    case "resilience/circuit-open":
    case "resilience/deadline":
      return new AppError("integrations/unreachable", {
        message: error.code,
        ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
      });
    default:
      return error;
  }
};
