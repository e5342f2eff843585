/** What goes wrong with a mail server, in our words: by code, never by text, which may repeat what was typed. */
import { AppError, isAppError } from "@/lib/errors";

/** In the terms of HTTP, which is how lib/resilience judges. */
class MailServerFailure extends Error {
  constructor(
    readonly statusCode: 401 | 422 | 429 | 502 | 503,
    cause?: unknown,
  ) {
    super(`the mail server failed (${statusCode})`, { cause });
    this.name = "MailServerFailure";
  }
}

interface Clues {
  readonly authenticationFailed?: unknown;
  readonly code?: unknown;
  readonly serverResponseCode?: unknown;
  readonly responseStatus?: unknown;
}

/** RFC 5530: what a server says beside its NO. */
const comesBack = new Set(["UNAVAILABLE", "INUSE", "SERVERBUG"]);
const tooMuch = new Set(["LIMIT", "OVERQUOTA"]);

export const imapFailure = (error: unknown): Error => {
  if (isAppError(error) || error instanceof MailServerFailure) return error;
  const { authenticationFailed, code, serverResponseCode, responseStatus } = (typeof error === "object" && error !== null ? error : {}) as Clues;
  if (authenticationFailed === true) return new MailServerFailure(comesBack.has(String(serverResponseCode)) ? 503 : 401, error);
  if (code === "ETHROTTLE" || tooMuch.has(String(serverResponseCode))) return new MailServerFailure(429, error);
  if (responseStatus === "NO" || responseStatus === "BAD") return new MailServerFailure(422, error);
  return new MailServerFailure(503, error);
};

/** Errors of ours: integrations/credentials-refused, -quota, -unreadable, -unreachable. */
export const ourError = (error: unknown, host: string): Error => {
  if (isAppError(error))
    return error.code.startsWith("resilience/")
      ? new AppError("integrations/unreachable", {
          message: `${host}: ${error.code}`,
          ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
        })
      : error;
  const status = error instanceof MailServerFailure ? error.statusCode : 503;
  const code =
    status === 401
      ? "integrations/credentials-refused"
      : status === 429
        ? "integrations/quota"
        : status === 422
          ? "integrations/unreadable"
          : "integrations/unreachable";
  return new AppError(code, { message: `${host} (${status})` });
};
