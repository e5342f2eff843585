/** One call to a vendor's API with a bearer token: guarded, a refused token replaced once, and refusals in our words. Neither tokens nor contents reach a log. */
import type { z } from "zod";
import { AppError, isAppError, type ErrorCode } from "@/lib/errors";
import { guardedCall } from "@/lib/resilience/guarded-call";
import { retryAfterMsOf } from "@/lib/resilience/judge-error";
import type { Access } from "../contracts";

/** What the vendor answered instead of doing it. `statusCode` and `headers` are where `judgeError` looks for whether and when to try again. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly statusCode: number,
    readonly headers: Headers,
    /** The vendor's word for it. */
    readonly reason: string,
  ) {
    super(`${statusCode} ${reason}`);
  }
}

const callMaxMs = 25_000;

const codeOf = (statusCode: number): ErrorCode => {
  switch (statusCode) {
    case 401:
      return "integrations/reconnect";
    case 403:
      return "integrations/forbidden-outside";
    case 404:
      return "integrations/gone-outside";
    case 409:
    case 412:
      return "integrations/changed-outside";
    case 410:
      return "integrations/cursor-expired";
    case 429:
      return "integrations/quota";
    default:
      return statusCode >= 500 || statusCode === 408 ? "integrations/unreachable" : "integrations/unreadable";
  }
};

/** What a status means where the vendor's word adds nothing to it. */
export const errorOfStatus = ({ statusCode, headers, reason }: Refused, api: string): AppError => {
  const waitMs = statusCode === 429 || statusCode === 503 ? retryAfterMsOf(headers, Date.now()) : undefined;
  return new AppError(codeOf(statusCode), {
    message: `${api} answered ${statusCode} ${reason}`,
    ...(waitMs === undefined ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1_000) }),
  });
};

export interface BearerCall<S extends z.ZodType> {
  /** Its circuit's name. */
  readonly api: string;
  readonly access: Access;
  readonly schema: S;
  /** Sends it once; a refusal is thrown as `Refused`. */
  readonly send: (token: string, signal: AbortSignal) => Promise<unknown>;
  readonly errorOf: (refused: Refused, api: string) => AppError;
  /** False for what would happen twice when it is sent twice. */
  readonly idempotent: boolean;
  readonly signal: AbortSignal;
}

const ourError = (error: unknown, { api, errorOf }: Pick<BearerCall<z.ZodType>, "api" | "errorOf">): Error => {
  if (error instanceof Refused) return errorOf(error, api);
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

/** The answer; null when the token was refused. */
const tried = async <S extends z.ZodType>(call: BearerCall<S>, token: string): Promise<{ readonly answer: unknown } | null> => {
  try {
    const { api, send, idempotent, signal } = call;
    return { answer: await guardedCall(api, (inner) => send(token, inner), { deadlineMs: callMaxMs, idempotent, signal }) };
  } catch (error) {
    if (error instanceof Refused && error.statusCode === 401) return null;
    throw ourError(error, call);
  }
};

/**
 * Errors: integrations/reconnect when a new token is refused, too; -forbidden-outside (403), -gone-outside (404), -changed-outside (409, 412),
 * -cursor-expired (410), -quota (429), -unreachable, -unreadable, or what `errorOf` makes of it.
 */
export const bearerCall = async <S extends z.ZodType>(call: BearerCall<S>): Promise<z.output<S>> => {
  const { api, access, schema } = call;
  const token = await access.token();
  const done = (await tried(call, token)) ?? (await tried(call, await access.token(token)));
  if (done === null) throw new AppError("integrations/reconnect", { message: `${api} refused a new token` });
  const parsed = schema.safeParse(done.answer);
  if (!parsed.success) throw new AppError("integrations/unreadable", { message: `${api} answered something unexpected`, cause: parsed.error });
  return parsed.data;
};
