/** Translates the databases' own errors at the border. Codes: PostgreSQL manual, appendix A. */
import { AppError, isAppError } from "@/lib/errors";

interface WithCode {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly message?: unknown;
}
const isObject = (value: unknown): value is WithCode => typeof value === "object" && value !== null;
const isSqlState = (code: unknown): code is string => typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);

/** The SQLSTATE of an error or of what caused it. */
export const pgCode = (error: unknown): string | undefined => {
  for (let current: unknown = error, depth = 0; isObject(current) && depth < 5; current = current.cause, depth += 1) {
    if (isSqlState(current.code)) return current.code;
  }
  return undefined;
};

/** True when the database refused with this SQLSTATE ("23P01" exclusion, "23505" unique, "23503" foreign key …). */
export const isPgError = (error: unknown, code: string): boolean => pgCode(error) === code;

/** Too busy for this moment: serialization failure, deadlock, lock timeout, statement cancelled, too many connections. */
const busy = new Set(["40001", "40P01", "55P03", "57014", "53300"]);
const gone = /^(?:08...|57P0[1235]|28...|3D000)$/;

/** What no column can keep: text with a NUL or half of a surrogate pair, a date before the year 1 or after 9999. Whoever wrote it has to write it otherwise. */
const unkeepable = new Set(["22021", "22P05", "22008", "22009"]);

/** Errors of the operating system that mean "nobody answers"; anything else without a SQLSTATE is a fault of ours. */
const unreachable = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const about = (code: string, error: unknown): string => `${code}: ${isObject(error) ? String(error.message) : String(error)}`;

/** What the rest of Perin sees: an AppError that keeps the database's own as its cause. */
export const translatePgError = (error: unknown): AppError => {
  if (isAppError(error)) return error;
  const code = pgCode(error) ?? (isObject(error) && typeof error.code === "string" ? error.code : "unknown");
  const options = { message: about(code, error), cause: error };
  if (code === "53100" || code === "ENOSPC") return new AppError("db/disk-full", options);
  // 23503: what it belongs to was deleted at the same moment, an account with everything in it for one.
  if (code === "23P01" || code === "23503") return new AppError("db/conflict", options);
  if (unkeepable.has(code)) return new AppError("request/invalid", options);
  if (busy.has(code)) return new AppError("db/busy", { ...options, retryAfterSeconds: 1 });
  if (gone.test(code) || unreachable.has(code)) return unavailable(error);
  return new AppError("internal/unexpected", options);
};

/** On a server's connection pg itself reports a connection that broke as a plain Error without any code. */
export const translateServerError = (error: unknown): AppError =>
  isObject(error) && error.code === undefined && !isAppError(error) && (error as Error).name === "Error" ? unavailable(error) : translatePgError(error);

/** No connection, or it broke. */
export const unavailable = (error: unknown): AppError =>
  isAppError(error) ? error : new AppError("db/unavailable", { message: about("database unavailable", error), cause: error, retryAfterSeconds: 2 });
